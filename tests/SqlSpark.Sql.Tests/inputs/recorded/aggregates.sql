-- Aggregate functions: NULLs, no rows, FILTER, DISTINCT, all types.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  ('a', 1, 1.5, 1.25D, true, 'x'), ('a', NULL, 2.5, NULL, false, NULL), ('a', 3, NULL, 2.5D, NULL, 'long text beyond twelve'), ('b', NULL, NULL, NULL, NULL, NULL), ('b', NULL, NULL, NULL, NULL, NULL),
  (NULL, 1, 0.5, CAST('NaN' AS DOUBLE), true, 'y') AS t(k, i, d, x, b, s);

SELECT k, count(*), count(i), sum(i), avg(i), min(i), max(i) FROM t GROUP BY k;
SELECT k, sum(d), avg(d), min(d), max(d), sum(x), avg(x), min(x), max(x) FROM t GROUP BY k;
SELECT k, min(s), max(s), min(b), max(b), bool_and(b), bool_or(b), every(b), some(b) FROM t GROUP BY k;
SELECT k, count_if(i > 1), count_if(b), any_value(k), count(i, d) FROM t GROUP BY k;
SELECT k, sum(i) FILTER (WHERE b), count(*) FILTER (WHERE i IS NULL), max(s) FILTER (WHERE s LIKE 'l%') FROM t GROUP BY k;
SELECT k, count(DISTINCT i), sum(DISTINCT i), count(i) FROM t GROUP BY k;
SELECT count(DISTINCT k), count(DISTINCT k, i), sum(DISTINCT d), avg(DISTINCT i), min(DISTINCT s) FROM t;
SELECT count(DISTINCT i) FILTER (WHERE b) FROM t;
SELECT sum(i), avg(d), min(s), count(*), bool_and(b), any_value(i), first(i), last(s), collect_list(i) FROM t WHERE false;
SELECT sum(CAST(id AS TINYINT)), sum(CAST(id AS DECIMAL(5, 2))), sum(CAST(id AS FLOAT)), avg(CAST(id AS DECIMAL(5, 2))) FROM range(100);
SELECT sum(id) + 1, sum(id + 1), sum(id) / count(*), max(id) - min(id), abs(sum(-id)) FROM range(1000);
SELECT id % 7 AS k, count(*) AS n, sum(id * 2) AS s, max(CAST(id AS STRING)) AS m FROM range(2000) GROUP BY id % 7;
SELECT sum(id), count(DISTINCT id % 10), count(DISTINCT id % 3, id % 2) FROM range(1000);
SELECT id % 2 AS k, count(DISTINCT id % 10), sum(DISTINCT id % 10), count(*) FROM range(1000) GROUP BY k;
SELECT try_sum(i), try_sum(d), max(named_struct('a', i)), min(array(i)) FROM t;
SELECT sum(i) FROM t WHERE sum(i) > 1;
SELECT sum(sum(i)) FROM t;
SELECT k, i FROM t GROUP BY k;
SELECT max(DISTINCT id), min(id), sum(1), count(NULL), sum(NULL) FROM range(10);
SELECT sum(interval '1' day), avg(interval '3' month) FROM range(4);
