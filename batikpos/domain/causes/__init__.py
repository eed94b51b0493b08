"""Why a drawer, a statement or a table of goods is not what the books say: one small rule for each cause."""
