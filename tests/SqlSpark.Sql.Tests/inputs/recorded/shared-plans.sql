-- Plans that run once: queries of WITH that are read several times, and subplans that are repeated.
CREATE TEMPORARY VIEW n AS SELECT id, id % 7 AS k FROM range(300);

WITH t AS (SELECT rand() AS r FROM range(100)) SELECT (SELECT max(r) FROM t) = (SELECT max(r) FROM t) AND (SELECT min(r) FROM t) = (SELECT min(r) FROM t) AS same, (SELECT count(*) FROM t) AS c;
WITH t AS (SELECT id, rand(3) AS r FROM range(100)) SELECT count(*) FROM t a JOIN t b ON a.id = b.id AND a.r = b.r;
WITH g AS (SELECT k, sum(id) AS s, count(*) AS c, max(id) AS m FROM n GROUP BY k) SELECT s FROM g WHERE k = 2 UNION ALL SELECT s FROM g WHERE k = 5 UNION ALL SELECT c FROM g WHERE k > 5;
WITH g AS (SELECT k, sum(id) AS s FROM n GROUP BY k) SELECT a.k, b.s FROM g a LEFT JOIN g b ON a.k = b.k + 1;
WITH g AS (SELECT k, sum(id) AS s FROM n GROUP BY k), h AS (SELECT max(s) AS m, min(s) AS i FROM g) SELECT g.k, h.m - g.s, h.i FROM g, h WHERE g.s < h.m AND g.s > (SELECT i FROM h);
WITH g AS (SELECT DISTINCT k FROM n) SELECT count(*) FROM n WHERE k IN (SELECT k FROM g WHERE k < 3) OR id IN (SELECT k * 2 FROM g);
SELECT a.k, a.s, b.m FROM (SELECT k, sum(id) AS s FROM n GROUP BY k) a CROSS JOIN (SELECT max(c) AS m FROM (SELECT k, count(*) AS c FROM n GROUP BY k)) b;
SELECT k, sum(id) AS s FROM n GROUP BY k HAVING sum(id) * 7 > (SELECT sum(id) FROM n) OR sum(id) < (SELECT sum(id) / 7 FROM n) - 100;
(SELECT k, count(*) AS c FROM n GROUP BY k) EXCEPT (SELECT k, count(*) AS c FROM n GROUP BY k);
SELECT count(*), sum(m) FROM (SELECT * FROM (SELECT k, max(id) AS m FROM n GROUP BY k) UNION ALL (SELECT k, max(id) FROM n GROUP BY k ORDER BY k LIMIT 2));
SELECT id, rand(7) AS r FROM (SELECT id FROM n LIMIT 5);
WITH e AS (SELECT 1 / (id - 299) AS q FROM n), g AS (SELECT sum(q) AS s FROM e) SELECT s FROM g UNION ALL SELECT s + 1 FROM g;
WITH RECURSIVE r(a) AS (SELECT 1L UNION ALL SELECT a + 1 FROM r WHERE a < 40) SELECT x.a, y.c FROM r x JOIN (SELECT a % 5 AS m, count(*) AS c FROM r GROUP BY a % 5) y ON x.a = y.m;
WITH RECURSIVE r(a, v) AS (SELECT id, rand() FROM range(3) UNION ALL SELECT a + 3, rand() FROM r WHERE a < 30) SELECT count(*), count(DISTINCT v) > 20 FROM r;
WITH RECURSIVE r(a) AS (SELECT 0L UNION ALL SELECT n.id FROM r JOIN n ON n.id = r.a + 50) SELECT a FROM r;
WITH RECURSIVE r(a) AS (SELECT k FROM n WHERE id < 4 UNION ALL SELECT a + 7 FROM r LEFT JOIN (SELECT k FROM n GROUP BY k) g ON r.a = g.k WHERE a < 30) SELECT a FROM r;
SELECT t.a, t.b, x.c FROM (VALUES (1, 2), (3, 4)) AS t(a, b) JOIN (SELECT 1, 5) AS x(d, c) ON x.d = t.a;

-- Aggregates over the same rows that differ in their filters.
CREATE TEMPORARY VIEW m AS SELECT CAST(IF(id % 5 = 0, NULL, id) AS INT) AS a, CAST(id % 7 AS DECIMAL(5,2)) AS d, IF(id % 3 = 0, NULL, concat('s', id % 4)) AS s FROM range(60);

SELECT (SELECT sum(a) FROM m WHERE d > 3), (SELECT count(a) FROM m WHERE d <= 3), (SELECT avg(d) FROM m WHERE s = 's1'), (SELECT max(s) FROM m WHERE a < 20);
SELECT (SELECT sum(a) FROM m WHERE a > 100), (SELECT count(*) FROM m WHERE a < 0), (SELECT min(s) FROM m WHERE s IS NULL), (SELECT count(DISTINCT s) FROM m WHERE a IS NULL), (SELECT count(DISTINCT d) FROM m WHERE a BETWEEN 3 AND 7);
SELECT CASE WHEN (SELECT count(*) FROM m WHERE a BETWEEN 1 AND 20) > 10 THEN (SELECT avg(d) FROM m WHERE a BETWEEN 1 AND 20) ELSE (SELECT sum(d) FROM m WHERE a BETWEEN 1 AND 20) END AS x, CASE WHEN (SELECT count(*) FROM m WHERE a BETWEEN 21 AND 40) > 100 THEN (SELECT avg(d) FROM m WHERE a BETWEEN 21 AND 40) ELSE (SELECT sum(d) FROM m WHERE a BETWEEN 21 AND 40) END AS y;
SELECT * FROM (SELECT avg(a) AS x1, count(a) AS c1, count(DISTINCT a) AS d1 FROM m WHERE d BETWEEN 0 AND 2 AND (s = 's1' OR a > 30)) x, (SELECT avg(a) AS x2, count(a) AS c2, count(DISTINCT a) AS d2 FROM m WHERE d BETWEEN 2 AND 5 AND (s = 's2' OR a > 40)) y, (SELECT avg(a) AS x3, count(a) AS c3, count(DISTINCT a) AS d3 FROM m WHERE d > 5 AND (s = 's3' OR a > 50)) z;
SELECT (SELECT sum(100 div a) FROM m WHERE a <> 0), (SELECT count(*) FROM m WHERE d = 0);
SELECT (SELECT sum(100 div (a - 1)) FROM m WHERE a < 5), (SELECT count(*) FROM m WHERE d = 0);
SELECT (SELECT count(*) FROM m JOIN n ON m.a = n.id WHERE d < 3 AND k > 2), (SELECT sum(n.id) FROM m JOIN n ON m.a = n.id WHERE d > 3 AND k < 5), (SELECT max(s) FROM m LEFT JOIN n ON m.a = n.id WHERE d > 2), (SELECT count(n.k) FROM m LEFT JOIN n ON m.a = n.id WHERE d < 2);
SELECT a FROM m WHERE a > (SELECT avg(a) FROM m WHERE d < 3) AND a < (SELECT max(a) - 10 FROM m WHERE d > 4);
SELECT (SELECT sum(a) FROM m WHERE rand(1) < 2), (SELECT count(*) FROM m WHERE a > 50);
