"""The same sums by SQL of its own, straight from what facts say: no table of readings, no code of ours."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

Sums = dict[str, tuple[int, int]]

SALES = """
    SELECT j.booth AS booth, j.device AS device, f.journal_id AS journal, f.seq AS seq,
           json_extract(f.payload, '$.body.business_day') AS day,
           substr(json_extract(f.payload, '$.body.at'), 12, 2) AS hour,
           CASE f.kind WHEN 'sale' THEN 1 WHEN 'void' THEN -1 ELSE 0 END AS stands,
           json_extract(f.payload, '$.body.gross') AS gross,
           json_extract(f.payload, '$.body.discount') AS discount,
           json_extract(f.payload, '$.body.rounding') AS rounding,
           json_extract(f.payload, '$.body.total') AS total,
           json_extract(f.payload, '$.body.change') AS change,
           json_extract(f.payload, '$.body.number') AS number,
           json_extract(f.payload, '$.body.reverses') AS reverses,
           json_extract(f.payload, '$.body.slip.number') AS slip,
           f.payload AS payload, f.kind AS kind
      FROM fact f JOIN journal j ON j.fair_id = f.fair_id AND j.journal_id = f.journal_id
     WHERE f.kind IN ('sale', 'void', 'refund') AND j.booth <> 'PANITIA'
"""

LINES = """
    WITH metres AS (
        SELECT s.journal, s.seq, l.key AS place, json_extract(l.value, '$.size') AS size,
               coalesce(nullif(s.reverses, ''), s.number) AS cut,
               coalesce(nullif(json_extract(l.value, '$.given_back'), 0), l.key + 1) AS cut_place
          FROM sales s, json_each(s.payload, '$.body.lines') l
         WHERE json_extract(l.value, '$.unit') = 'm'
    ), cuts AS (
        SELECT journal, seq, place, size, sum(size) OVER (PARTITION BY cut, cut_place ORDER BY seq) AS left
          FROM metres
    )
    SELECT s.booth, s.device, s.day, s.journal, s.seq,
           json_extract(l.value, '$.sku') AS sku,
           json_extract(l.value, '$.producer') AS producer,
           json_extract(l.value, '$.technique') AS technique,
           json_extract(l.value, '$.dye') AS dye,
           json_extract(l.value, '$.net') AS net,
           CASE WHEN json_extract(l.value, '$.unit') = 'm'
                THEN CASE WHEN c.size > 0 THEN 1 WHEN c.left > 0 THEN 0 ELSE -1 END
                ELSE json_extract(l.value, '$.size') END AS pieces,
           coalesce(json_extract(l.value, '$.is_open'), 0) AS is_open
      FROM sales s, json_each(s.payload, '$.body.lines') l
      LEFT JOIN cuts c ON c.journal = s.journal AND c.seq = s.seq AND c.place = l.key
"""

TENDERS = """
    SELECT s.booth, s.device, s.day, s.stands, s.journal, s.seq,
           json_extract(t.value, '$.kind') AS kind, json_extract(t.value, '$.amount') AS amount
      FROM sales s, json_each(s.payload, '$.body.tenders') t
    UNION ALL
    SELECT booth, device, day, 0, journal, seq, 'cash', -change FROM sales WHERE change <> 0
"""

PRODUCERS = """
    SELECT DISTINCT json_extract(p.value, '$.producer') AS producer,
                    json_extract(p.value, '$.district') AS district
      FROM fact f, json_each(f.payload, '$.body.producers') p WHERE f.kind = 'opening'
"""


@contextmanager
def facts_of(file: Path, proven: Iterable[tuple[str, int, str]]) -> Iterator["Facts"]:
    """Open a centre's file; `proven` names the device's days (booth, device, day) that are."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        for name, query in (
            ("sales", SALES),
            ("lines", LINES),
            ("tenders", TENDERS),
            ("producers", PRODUCERS),
        ):
            connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        connection.execute("CREATE TEMP TABLE proven (booth TEXT, device INTEGER, day TEXT)")
        connection.executemany("INSERT INTO proven VALUES (?, ?, ?)", list(proven))
        yield Facts(connection)


IS_PROVEN = (
    "EXISTS (SELECT 1 FROM proven p WHERE p.booth = x.booth AND p.device = x.device AND p.day = x.day)"
)


class Facts:
    """What is asked of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask by a whole query."""
        return self._connection.execute(query).fetchall()

    def by(self, table: str, key: str, count: str, amount: str, *, proven: bool) -> Sums:
        """Add a count and an amount up by a key; groups in which both are nothing are none."""
        which = IS_PROVEN if proven else f"NOT {IS_PROVEN}"
        found = self.rows(f"SELECT {key}, {count}, sum({amount}) FROM {table} x WHERE {which} GROUP BY 1")
        return {str(k): (int(n), int(a)) for k, n, a in found if n or a}  # type: ignore[call-overload]
