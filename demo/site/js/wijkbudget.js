// The whole page is made here: without a script there is nothing to read.
(async () => {
  const place = document.getElementById("wijkbudget");
  const make = (tag, text, into = place) => {
    const element = into.appendChild(document.createElement(tag));
    element.textContent = text;
    return element;
  };
  const answer = await fetch(place.dataset.source);
  const data = await answer.json();
  make("h1", data.title);
  make("p", data.lead).className = "lead";
  for (const plan of data.plans) {
    make("h2", `${plan.wijk}: ${plan.plan}`);
    make("p", plan.text);
    make("p", `Kost: ${plan.euro.toLocaleString("nl-BE")} euro.`);
  }
  make("a", data.rules.text, make("p", "")).href = data.rules.href;
})();
