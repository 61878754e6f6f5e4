"""Which row of the data says how often a side effect was seen in a study?"""

Row = dict[str, str]

CRS = "Cytokine release syndrome"
ICANS = "Immune effector cell-associated neurotoxicity syndrome"
LICATS = "Local immune effector cell-associated toxicity syndrome"
STAR = "*"
"""Marks a count that we read out of a sentence."""


def row_of(rows: list[Row], key: str, toxicity: str) -> Row:
    """The verified row of a study about a side effect; anything else must not be drawn."""
    matching = [row for row in rows if (row["citation_key"], row["toxicity"]) == (key, toxicity)]
    if len(matching) != 1 or matching[0]["verified"] != "verified":
        raise ValueError(f"toxicities.csv: expected one verified row of {key} about {toxicity!r}")
    return matching[0]
