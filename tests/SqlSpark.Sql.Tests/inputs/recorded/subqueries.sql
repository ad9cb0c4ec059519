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

-- LIMIT and OFFSET for each row of the outer query
SELECT k, (SELECT v FROM VALUES (1, 5), (1, 7), (2, 9) AS r(j, v) WHERE j = k ORDER BY v DESC LIMIT 1) AS top FROM VALUES (1), (2), (3) AS o(k);

SELECT k, v FROM VALUES (1), (2), (3) AS o(k), LATERAL (SELECT v FROM VALUES (1, 5), (1, 7), (1, 9), (2, 9) AS r(j, v) WHERE j <= k ORDER BY v, j LIMIT 2 OFFSET 1);

SELECT k FROM VALUES (1), (2), (3) AS o(k) WHERE k * 3 IN (SELECT v FROM VALUES (1, 3), (1, 4), (2, 6), (2, 5) AS r(j, v) WHERE j = k ORDER BY v LIMIT 1);

-- a condition over the outer query below a key that is computed
SELECT k, (SELECT sum(v) FROM VALUES (1, 5), (1, 7), (2, 9) AS r(j, v) WHERE j + 1 = k AND k < v) AS s FROM VALUES (1), (2), (3) AS o(k);
