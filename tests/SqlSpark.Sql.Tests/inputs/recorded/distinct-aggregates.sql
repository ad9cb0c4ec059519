--MATRIX full
-- DISTINCT and FILTER in all combinations. Results agree with DuckDB 1.5.

CREATE TEMPORARY VIEW t AS SELECT id % 3 AS g, nullif(id % 5, 3) AS h, nullif(concat('s', CAST(id % 4 AS STRING)), 's2') AS s, id % 7 - 3 AS v FROM range(0, 60, 1, 1);

SELECT count(DISTINCT v), sum(DISTINCT v), count(DISTINCT s), count(v), max(DISTINCT v) FROM t;

SELECT g, count(DISTINCT v), count(DISTINCT h), sum(v), count(DISTINCT s, h) FROM t GROUP BY g;

SELECT g, count(DISTINCT v) FILTER (WHERE h > 1), sum(DISTINCT v) FILTER (WHERE s = 's1'), count(*) FILTER (WHERE v > h), sum(v) FILTER (WHERE h IS NULL) FROM t GROUP BY g;

SELECT count(DISTINCT g, s), count(DISTINCT h, v) FILTER (WHERE g > 0), sum(DISTINCT v + h) FROM t;

SELECT g, h, grouping(g), grouping_id(g, h), count(DISTINCT s), count(DISTINCT v) FILTER (WHERE v < 0) FROM t GROUP BY ROLLUP (g, h);

SELECT g, s, count(DISTINCT g), count(DISTINCT s), avg(DISTINCT v) FROM t GROUP BY CUBE (g, s);

SELECT g, s, count(DISTINCT v), sum(DISTINCT h) FROM t GROUP BY GROUPING SETS ((g), (s), (g), ());

SELECT s, count(DISTINCT v) AS n FROM t GROUP BY s HAVING count(DISTINCT v) FILTER (WHERE g = 0) > 2;

SELECT count(DISTINCT CASE WHEN v > 0 THEN s END), count(DISTINCT v) FROM t WHERE v > 100;

SELECT g, count(DISTINCT v) FROM t WHERE v > 100 GROUP BY g;
