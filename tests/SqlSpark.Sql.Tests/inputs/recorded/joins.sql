-- Joins of a table with itself, and sorts over what outer joins leave under NULL.

CREATE OR REPLACE TEMPORARY VIEW l AS SELECT * FROM VALUES (1, 10), (2, 20), (3, NULL), (NULL, 40) AS l(k, v);

CREATE OR REPLACE TEMPORARY VIEW r AS SELECT * FROM VALUES (1, 'a'), (1, 'b'), (3, 'c'), (NULL, 'd') AS r(k, w);

-- the right side of a semi join has the ids of another relation's columns
SELECT a.k, b.v, d.w FROM l AS a RIGHT JOIN (l AS b LEFT SEMI JOIN r AS c ON b.k = c.k) ON a.k <=> b.k JOIN r AS d ON a.k = d.k;

SELECT a.k, count(*) FROM r AS a JOIN (l AS b LEFT ANTI JOIN r AS c ON b.k = c.k) ON a.k < b.k JOIN l AS d ON d.k >= a.k GROUP BY a.k;

-- more rows with a NULL second key than are sorted by insertion; the third key decides
SELECT x.id % 7 AS p, y.v, x.id FROM range(60) AS x LEFT JOIN (SELECT id AS k, id % 3 AS v FROM range(100) WHERE id % 20 = 0) AS y ON x.id = y.k ORDER BY y.v, x.id DESC LIMIT 12;

-- WHERE reads a column that USING left out, SELECT reads others
SELECT k, a.v, b.k AS bk, b.v AS bv FROM l AS a FULL JOIN l AS b USING (k, v) WHERE a.k IS NULL OR b.k > 1;

SELECT r.v, r.k AS rk, l.k AS lk FROM l NATURAL RIGHT JOIN l AS r WHERE l.v > 10 ORDER BY l.k DESC, r.v;

-- facts in a file are grouped before they are joined; the function's state flattens what it reads
CREATE TABLE facts USING parquet AS SELECT CAST(3 AS INT) AS k, CAST(id % 2 AS INT) AS n FROM range(8);

SELECT f.k, l.k AS lk, sum(f.n) AS s FROM l RIGHT JOIN facts AS f ON l.k = f.k GROUP BY f.k, l.k;

SELECT f.k, sum(f.k) AS s, count(f.n) AS c FROM (SELECT k FROM l) AS l RIGHT JOIN facts AS f USING (k) GROUP BY f.k, l.k;

-- no facts, no groups
SELECT l.k, count(*) AS c FROM range(1000) AS f JOIN l ON l.k > 0 WHERE f.id * 2 = 2001 GROUP BY l.k;
