--MATRIX full
-- Generators in all places. Rules: Spark's ExtractGenerator, ResolveGenerate and GenerateExec.

CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
(1, array(10, 20, 30), map('a', 1, 'b', 2), array(named_struct('x', 1, 'y', 'one'), NULL)),
(2, array(), map(), array()),
(3, NULL, NULL, NULL),
(4, array(40), map('c', 3), array(named_struct('x', 4, 'y', NULL)))
AS t(id, a, m, s);

SELECT id, v FROM t LATERAL VIEW explode(a) e AS v;

SELECT id, pos, v FROM t LATERAL VIEW OUTER posexplode(a) e AS pos, v;

SELECT id, key, value FROM t LATERAL VIEW explode_outer(m) e;

SELECT id, e.* FROM t LATERAL VIEW OUTER inline(s) e AS p, q;

SELECT id, v, k, w FROM t LATERAL VIEW explode(a) e AS v LATERAL VIEW OUTER explode(m) f AS k, w WHERE id < 4 AND v > 10;

SELECT id, v FROM t LATERAL VIEW explode(a) e AS v LATERAL VIEW explode(array(v, v + 1)) f AS w WHERE w % 2 = 1;

SELECT id, explode(a) AS v, v + id AS sum FROM t;

SELECT explode(array(1, 2)) AS x, explode(array(x, 10 * x)) AS y;

SELECT id % 2 AS odd, explode(collect_list(id)) AS member FROM t GROUP BY id % 2;

SELECT explode(array(min(id), max(id))) AS bound FROM t;

SELECT *, posexplode(a) AS (p, v) FROM t WHERE id = 1;

SELECT id, stack(2, 'id', id, 'size', size(a)) AS (name, value) FROM t WHERE id <> 3;

SELECT id, v FROM t, LATERAL explode(a) AS e(v) WHERE v <> 20;

SELECT id, v FROM t LEFT JOIN LATERAL explode(a) AS e(v);

SELECT count(*) AS n FROM t LATERAL VIEW explode(a) e AS v LATERAL VIEW explode(m) f;

SELECT v FROM (SELECT explode(a) AS v FROM t) ORDER BY v DESC LIMIT 2;

SELECT explode(a) + 1 FROM t;

SELECT sum(explode(a)) FROM t;

SELECT id FROM t WHERE explode(a) = 1;

SELECT id FROM t ORDER BY explode(a);

SELECT explode(collect_list(id)), explode(collect_list(id)) FROM t;

SELECT 1 AS one, explode(array(one));

SELECT id FROM t LATERAL VIEW upper('a') u AS v;

SELECT id FROM t LATERAL VIEW explode(a) e AS v, w;

-- a condition of a left join decides which rows of a generator match
SELECT a, x FROM VALUES (1, array(1, 2, 3)), (2, array()), (3, NULL), (4, array(9)) AS t(a, xs) LEFT JOIN LATERAL explode(xs) AS e(x) ON x > a ORDER BY a, x;

SELECT a, x FROM VALUES (1, array(1, 2, 3)), (2, array()), (3, NULL) AS t(a, xs) LEFT JOIN LATERAL (SELECT x + 1 AS x FROM explode(xs) AS e(x) WHERE x > 1) ON x > a + 2 ORDER BY a, x;
