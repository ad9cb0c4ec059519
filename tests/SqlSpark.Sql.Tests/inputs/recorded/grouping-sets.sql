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
