-- HAVING filters groups.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES ('a', 1), ('a', 2), ('b', NULL), ('b', 4), ('c', NULL), (NULL, 6) AS t(k, v);

SELECT k, sum(v) AS total FROM t GROUP BY k HAVING sum(v) > 3;
SELECT k, sum(v) AS total FROM t GROUP BY k HAVING total > 3 AND k IS NOT NULL;
SELECT k FROM t GROUP BY k HAVING count(v) = 0;
SELECT k FROM t GROUP BY k HAVING max(v) IS NULL OR min(v) = 1;
SELECT sum(v) FROM t HAVING sum(v) > 1000;
SELECT sum(v) FROM t HAVING count(*) = 6;
SELECT 1 FROM t HAVING 1 > 0;
SELECT k, count(*) FROM t GROUP BY k HAVING k LIKE 'a%' OR count(*) > 1;
SELECT id % 10 AS k, sum(id) FROM range(1000) GROUP BY k HAVING sum(id) % 3 = 0;
SELECT k, sum(v) FROM t GROUP BY k HAVING v > 1;
SELECT k FROM t GROUP BY k HAVING NULL;

-- a subquery names a key, beside an aggregate that SELECT does not have
SELECT k AS key FROM t GROUP BY k HAVING sum(v) > 1 AND EXISTS (SELECT 1 FROM t AS u WHERE u.k <=> t.k AND u.v = 4);
SELECT k AS key FROM t GROUP BY k HAVING count(v) NOT IN (SELECT u.v FROM t AS u WHERE u.k = t.k AND u.v IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM t AS u WHERE u.k <=> t.k AND u.v = 6);
