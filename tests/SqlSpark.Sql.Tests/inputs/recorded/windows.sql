-- Windows beyond Spark's golden files: stacked windows, groups below them, plans, limits of ranks.
CREATE TEMPORARY VIEW pays AS SELECT * FROM VALUES
    ('Ann', 'A', 10, 1.5), ('Bob', 'A', 20, 2.5), ('Cid', 'A', 20, NULL), ('Dee', 'B', 5, 0.5), ('Eve', 'B', NULL, 1.0), ('Fay', NULL, 7, 3.0)
    AS t(name, dept, pay, bonus);

-- Windows of two orders, arithmetic with their results, and an alias that a later item uses.
SELECT name, sum(pay) OVER (PARTITION BY dept) AS total, pay * 100 / sum(pay) OVER (PARTITION BY dept) AS share, rank() OVER (ORDER BY pay DESC NULLS LAST) AS r, r + 1 AS next
FROM pays ORDER BY name;

-- Groups first, then HAVING, then windows, then DISTINCT and ORDER BY.
SELECT DISTINCT dept, sum(pay) AS s, sum(sum(pay)) OVER (ORDER BY dept NULLS LAST) AS running, count(*) OVER () AS groups
FROM pays GROUP BY dept HAVING count(pay) > 0 ORDER BY running DESC;

SELECT dept, grouping(dept) AS g, sum(pay) AS s, rank() OVER (PARTITION BY grouping(dept) ORDER BY sum(pay) DESC) AS r FROM pays GROUP BY ROLLUP (dept) ORDER BY g, r, dept;

-- A function over a window as the argument of another.
SELECT name, lag(rank() OVER (ORDER BY pay), 1, 0) OVER (ORDER BY name) AS before FROM pays ORDER BY name;

-- A function that stands for other aggregates.
SELECT name, count_if(pay > 6) OVER (PARTITION BY dept ORDER BY name) AS n FROM pays ORDER BY name;

-- Decimals, strings and structs as keys and values.
SELECT name, sum(bonus) OVER w AS s, max(name) OVER w AS m, collect_list(struct(name, pay)) OVER w AS l, last(struct(dept, pay)) OVER w AS st
FROM pays WINDOW w AS (ORDER BY bonus RANGE BETWEEN 1 PRECEDING AND 0.5 FOLLOWING) ORDER BY name;

SELECT name, count(*) OVER (PARTITION BY struct(dept, pay > 6)) AS n, first(name) OVER (ORDER BY struct(dept, pay)) AS f FROM pays ORDER BY name;

SELECT name, avg(pay) OVER (ORDER BY DATE'2024-01-31' + pay RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND INTERVAL '0' MONTH FOLLOWING) AS a FROM pays ORDER BY name;

-- Constants partition and order nothing.
SELECT name, row_number() OVER (PARTITION BY 1 ORDER BY 'x') <= 6 AS one, sum(pay) OVER (PARTITION BY NULL ORDER BY 1) AS t FROM pays ORDER BY name;

-- The first rows of each partition.
SELECT name, dept, r FROM (SELECT *, rank() OVER (PARTITION BY dept ORDER BY pay DESC) AS r FROM pays) WHERE r = 1 AND dept > '' ORDER BY name;

-- No rows.
SELECT name, rank() OVER (ORDER BY pay) AS r, count(*) OVER () AS n FROM pays WHERE pay > 100;

SELECT name, sum(pay) OVER w FROM pays WINDOW v AS (), w AS v ORDER BY name;

SELECT sum(pay) OVER w FROM pays WINDOW w AS v;
