"""Find the weights of the Drempel difficulty on pairs of hard and rewritten texts, and say how good they are.

    python scripts/difficulty.py FOLDER [--write]

FOLDER holds `municipal-sentences.jsonl`, `municipal-5.jsonl` and `municipal-documents.jsonl`. Needs numpy and
scipy, which Drempel itself does without. What is done and why stands in `docs/readability.md`.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from readability.counts import Counts, pack_sentence, unpack
from readability.difficulty import FEATURES
from readability.segment import fold, sentences

SETS = {"municipal-sentences": 1.0, "municipal-5": 3.0, "municipal-documents": 3.0}
"""Weight of a pair: a longer one says more, and there are fewer of them."""
FLOORS = {"syllables": 0.3, "rarity": 0.8}
"""Least weight, in standard deviations of the feature: municipal rewriters hardly touch words."""
RIDGE = 3.0
FOLDS = 10
SHUFFLES = 4
B1_LIMIT = 40.0
"""Texts up to the limit fill the first two of five steps."""
SPREAD = 1.2
"""In standard deviations of the sum over texts of five sentences, which then fill the middle of the scale."""
OWN = Path(__file__).with_name("difficulty_pairs.jsonl")
DATA = Path(__file__).resolve().parent.parent / "readability" / "data" / "difficulty.json"
NAMES = tuple(FEATURES)


def features(text: str) -> list[float]:
    """Return the features of a text, all sentences of it counted."""
    total = sum(pack_sentence(sentence) for line in text.split("\n") for sentence in sentences(fold(line)))
    counts: Counts = unpack(total)
    return [FEATURES[name](counts) for name in NAMES]


def read(path: Path) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the features of the hard and of the easy texts of a file, and their documents."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    hard = np.array([features(pair["hard"]) for pair in pairs])
    easy = np.array([features(pair["easy"]) for pair in pairs])
    return hard, easy, [str(pair.get("document", "")) for pair in pairs]


def fit(differences: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic model without a constant, none under its floor."""
    floors = np.array([FLOORS.get(name, 0.0) for name in NAMES])

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        margin = differences @ beta
        slope = -(weights / (1 + np.exp(margin))) @ differences
        return float(weights @ np.logaddexp(0, -margin) + RIDGE * beta @ beta / 2), slope + RIDGE * beta

    start = np.maximum(floors, 0.1)
    bounds = [(floor, None) for floor in floors]
    found: np.ndarray = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def percent_right(margins: np.ndarray) -> float:
    """Return how often the hard text scores higher; a tie counts half."""
    return float(100 * np.mean((margins > 0) + 0.5 * (margins == 0)))


def cross_validate(
    differences: Mapping[str, np.ndarray], documents: Mapping[str, list[str]]
) -> dict[str, float]:
    """Return the percentage right per set, each document judged by weights that did not see it."""
    names = sorted({name for of_set in documents.values() for name in of_set})
    right: dict[str, list[float]] = {name: [] for name in SETS}
    for seed in range(SHUFFLES):
        order = np.random.default_rng(seed).permutation(len(names)) % FOLDS
        fold_of = dict(zip(names, order, strict=True))
        folds = {name: np.array([fold_of[d] for d in documents[name]]) for name in SETS}
        margins = {name: np.zeros(len(folds[name])) for name in SETS}
        for held_out in range(FOLDS):
            beta = fit_all({name: differences[name][folds[name] != held_out] for name in SETS})
            for name in SETS:
                here = folds[name] == held_out
                margins[name][here] = differences[name][here] @ beta
        for name in SETS:
            right[name].append(percent_right(margins[name]))
    return {name: round(float(np.mean(values)), 1) for name, values in right.items()}


def fit_all(differences: Mapping[str, np.ndarray]) -> np.ndarray:
    """Fit on all sets together."""
    weights = np.concatenate([np.full(len(differences[name]), SETS[name]) for name in SETS])
    return fit(np.concatenate([differences[name] for name in SETS]), weights)


def best_limit(hard: np.ndarray, easy: np.ndarray) -> tuple[float, float]:
    """Return the point that parts two samples best, and the mean of what is right on both sides."""
    candidates = np.unique(np.concatenate([hard, easy]))
    middles = (candidates[1:] + candidates[:-1]) / 2
    balanced = np.array([((hard > m).mean() + (easy < m).mean()) / 2 for m in middles])
    # The best point of a small sample jumps: the middle of all that are nearly as good does not.
    good = middles[balanced >= balanced.max() - 0.01]
    return float(np.median(good)), float(balanced.max())


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write readability/data/difficulty.json")
    options = parser.parse_args(argv)
    given = {name: read(options.folder / f"{name}.jsonl") for name in SETS}
    hard5, easy5, _ = given["municipal-5"]
    deviation = np.concatenate([hard5, easy5]).std(axis=0)
    scaled = {name: (hard - easy) / deviation for name, (hard, easy, _) in given.items()}
    print("cross-validated by document:", cross_validate(scaled, {n: given[n][2] for n in SETS}))
    beta = fit_all(scaled)
    weights = beta / deviation
    print("all given pairs:", {name: round(percent_right(scaled[name] @ beta), 1) for name in SETS})
    own_hard, own_easy, _ = read(OWN)
    print("own pairs:", round(percent_right((own_hard - own_easy) @ weights), 1))
    limit, balanced = best_limit(hard5 @ weights, easy5 @ weights)
    print(f"limit {limit:.3f}, right on both sides {100 * balanced:.1f} %")
    spread = SPREAD * float(np.concatenate([hard5, easy5]).dot(weights).std())
    model: dict[str, Any] = {
        "version": "1",
        "weights": {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)},
        "limit": round(limit, 4),
        "spread": round(spread, 4),
        "b1_limit": B1_LIMIT,
    }
    print(
        json.dumps(model | {"per_deviation": dict(zip(NAMES, beta.round(2).tolist(), strict=True))}, indent=2)
    )
    if options.write:
        DATA.write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
