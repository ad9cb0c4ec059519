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

-- one row on a side of a join: a value that conditions compare with
SELECT id FROM range(10) AS t WHERE id > (SELECT max(v) FROM VALUES (5), (7), (NULL) AS r(v));

SELECT id FROM range(10) AS t WHERE cast(id AS DECIMAL(12, 1)) < (SELECT avg(v) FROM VALUES (3), (4) AS r(v));

SELECT id FROM range(10) AS t WHERE id BETWEEN (SELECT min(v) FROM VALUES (5), (7) AS r(v)) AND (SELECT max(v) FROM VALUES (5), (7) AS r(v));

-- without a value nothing is known
SELECT id FROM range(10) AS t WHERE id > (SELECT max(v) FROM VALUES (5) AS r(v) WHERE v > 5);

SELECT id FROM range(10) AS t WHERE id > (SELECT v FROM VALUES (5) AS r(v) WHERE v > 5);

SELECT id, m, s FROM range(3) AS t LEFT JOIN (SELECT max(v) AS m, 'a string that is not short' AS s FROM VALUES (5) AS r(v)) ON true;

SELECT id, s FROM range(3) AS t LEFT JOIN (SELECT v AS s FROM VALUES (5) AS r(v) WHERE v > 5 LIMIT 1) ON true;

SELECT id, EXISTS (SELECT 1 FROM (SELECT max(v) AS m FROM VALUES (5) AS r(v)) WHERE m < id) AS e FROM range(4, 8) AS t;

SELECT id FROM range(4, 8) AS t WHERE NOT EXISTS (SELECT 1 FROM (SELECT max(v) AS m FROM VALUES (5) AS r(v)) WHERE m < id);

SELECT id FROM (SELECT max(v) AS m FROM VALUES (5) AS r(v)) JOIN range(10) AS t ON id > m + 1;

-- a row that fails
SELECT id FROM range(10) AS t WHERE 10 DIV (id - 5) < (SELECT max(v) FROM VALUES (5) AS r(v));
