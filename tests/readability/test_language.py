import subprocess
import sys

import pytest

from readability.language import language_of
from tests.readability.texts import ENGLISH, FRENCH, GERMAN, HARD, PLAIN

SHORT = {
    "nl": [
        "Vraag hier uw nieuwe paspoort aan",
        "Het loket is vandaag gesloten",
        "Kinderen eten gratis mee",
        "Parkeren mag enkel met een kaart",
        "Op zaterdag open van negen tot twaalf",
        "Sorteer uw afval thuis",
    ],
    "fr": [
        "Demandez ici votre nouveau passeport",
        "Le guichet est fermé aujourd'hui",
        "Les enfants mangent gratuitement",
        "Ouvert le samedi de neuf à douze heures",
        "Triez vos déchets à la maison",
    ],
    "en": [
        "Apply here for your new passport",
        "The desk is closed today",
        "Children can eat here for free",
        "Open on Saturday from nine to twelve",
        "Sort your waste at home",
    ],
    "de": [
        "Beantragen Sie hier Ihren neuen Reisepass",
        "Der Schalter ist heute geschlossen",
        "Kinder essen bei uns kostenlos",
        "Samstags von neun bis zwölf Uhr geöffnet",
        "Trennen Sie Ihren Müll zu Hause",
    ],
}


@pytest.mark.parametrize(
    ("text", "language"), [(PLAIN, "nl"), (HARD, "nl"), (FRENCH, "fr"), (ENGLISH, "en"), (GERMAN, "de")]
)
def test_the_language_of_a_paragraph(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("language", SHORT)
def test_short_blocks_are_rarely_missed_and_never_mistaken(language: str) -> None:
    answers = [language_of(text) for text in SHORT[language]]
    assert set(answers) <= {language, ""}
    assert answers.count(language) >= 0.8 * len(answers)


@pytest.mark.parametrize("text", ["", "Home", "25 %", "Info", "☎ 09 123 45 67", "Contact", "🎉🎉🎉"])
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Puede pedir aquí su pasaporte nuevo en la ventanilla del ayuntamiento",
        "Yeni pasaportunuz için buradan başvuru yapabilirsiniz",
        "Tutaj możesz złożyć wniosek o nowy paszport w urzędzie",
        "Qui può chiedere il suo nuovo passaporto allo sportello del comune",
        "يمكنك طلب جواز سفر جديد هنا",
        "Тут ви можете подати заяву на новий паспорт",
    ],
)
def test_another_language_is_not_forced_into_one_of_the_four(text: str) -> None:
    assert language_of(text) == ""


def test_a_foreign_sentence_with_a_dutch_name_in_it_stays_foreign() -> None:
    assert language_of("La maison « Het Huis van de Stad » est ouverte tous les jours de la semaine.") == "fr"


def test_importing_the_package_loads_no_model_and_no_library() -> None:
    code = (
        "import sys, readability.pool, readability.page\n"
        "print(sorted({'py3langid', 'textstat', 'numpy', 'nltk', 'pyphen'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
