-- CTEs, subqueries in FROM and views.
CREATE TEMPORARY VIEW t AS SELECT id, id % 3 AS k FROM range(12);

SELECT k, n FROM (SELECT k, count(*) AS n FROM t GROUP BY k) WHERE n > 3;
SELECT x.k FROM (SELECT k FROM t WHERE id < 2) AS x;
SELECT a, b FROM (SELECT id, k FROM t) AS y(a, b) WHERE a > 9;
WITH small AS (SELECT * FROM t WHERE id < 4), doubled(v) AS (SELECT id * 2 FROM small) SELECT v FROM doubled UNION ALL SELECT k FROM small;
WITH c AS (SELECT count(*) AS n FROM t) SELECT n FROM c UNION ALL SELECT n + 1 FROM c;
WITH t AS (SELECT 1 AS one) SELECT * FROM t;
SELECT max(n) FROM (SELECT k, count(*) AS n FROM (SELECT k FROM t WHERE id > 1) GROUP BY k);
SELECT * FROM (SELECT * FROM (SELECT id FROM t ORDER BY id DESC LIMIT 5) WHERE id % 2 = 0) LIMIT 2;
CREATE OR REPLACE TEMPORARY VIEW t AS SELECT 'replaced' AS c;
SELECT * FROM t;
DROP VIEW t;
SELECT * FROM t;
FROM range(3) SELECT id;
TABLE nothing;
VALUES (1, 'a'), (2, NULL);
