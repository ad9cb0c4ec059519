-- ROLLUP, CUBE and GROUPING SETS; NULL keys differ from missing ones.
CREATE TEMPORARY VIEW sales AS SELECT * FROM VALUES
  ('north', 'tea', 2023, 10), ('north', 'tea', 2024, 15), ('north', NULL, 2024, 5), ('south', 'tea', 2023, 7), ('south', 'coffee', 2024, NULL), (NULL, 'coffee', 2024, 1) AS sales(region, item, y, n);

SELECT region, item, sum(n), grouping(region), grouping(item), grouping_id(region, item) FROM sales GROUP BY ROLLUP (region, item);
SELECT region, item, sum(n), grouping_id() FROM sales GROUP BY CUBE (region, item);
SELECT region, y, sum(n), count(*) FROM sales GROUP BY GROUPING SETS ((region, y), (region), (y), ());
SELECT region, sum(n) FROM sales GROUP BY region, ROLLUP (y);
SELECT region, item, y, sum(n) FROM sales GROUP BY CUBE (region, item, y) HAVING sum(n) > 9;
SELECT region, sum(n) FROM sales WHERE false GROUP BY ROLLUP (region);
SELECT region, sum(n) FROM sales GROUP BY region WITH ROLLUP ORDER BY region NULLS LAST, 2;
SELECT id % 2 AS a, id % 3 AS b, sum(id), count(*) FROM range(600) GROUP BY CUBE (a, b);
SELECT sum(n) FROM sales GROUP BY GROUPING SETS (());
SELECT grouping(n) FROM sales GROUP BY region;
SELECT region, upper(region), sum(n) FROM sales GROUP BY ROLLUP (region);

-- many rows of few groups: all keys are grouped by first
SELECT x, y, grouping_id() AS g, count(*) AS n, sum(id) AS s, avg(id) AS a, min(t) AS least, max(d) AS most, stddev_pop(id) IS NULL AS sd, count(*) FILTER (WHERE y = 1) AS ones
FROM (SELECT id, if(id % 3 = 2, NULL, id % 3) AS x, id % 2 AS y, concat('t', id) AS t, CAST(id AS DECIMAL(9, 2)) AS d FROM range(2000))
GROUP BY CUBE(x, y) ORDER BY ALL;

SELECT x, sum(d) AS s, avg(d) AS a, any_value(y) IS NULL AS v FROM (SELECT id % 4 AS x, CAST(id AS DECIMAL(18, 3)) AS d, id AS y FROM range(500) WHERE id > 1000) GROUP BY ROLLUP(x);

SELECT x, bit_xor(id) AS b, bool_or(id > 490) AS o, max_by(id, -id) AS m FROM (SELECT id, id % 4 AS x FROM range(500)) GROUP BY GROUPING SETS ((x), ()) HAVING sum(id) > 30876 ORDER BY x;

-- what is computed of a key that never is NULL in the rows is NULL where the key is left out
SELECT lower(k) AS l, lower(k) IS NULL AS n, coalesce(concat(upper(k), '!'), 'all') AS c, array(k)[0] IS NULL AS e FROM VALUES ('A'), ('B') AS u(k) GROUP BY ROLLUP (k) ORDER BY l NULLS LAST;
SELECT k, lag(k, 1, 'none') OVER (ORDER BY k NULLS FIRST) AS p, lag(k, 1, 'none') OVER (ORDER BY k NULLS FIRST) IS NULL AS n FROM VALUES ('A'), ('B') AS u(k) GROUP BY CUBE (k);
