-- Keys of all types: NULLs form a group, NaN equals NaN, -0.0 equals 0.0.
CREATE TEMPORARY VIEW numbers AS SELECT * FROM VALUES
  (CAST('NaN' AS DOUBLE), 1), (0.0D, 2), (-0.0D, 3), (CAST('NaN' AS DOUBLE), 4), (NULL, 5), (1.5D, 6), (NULL, 7), (CAST('Infinity' AS DOUBLE), 8) AS numbers(x, v);

SELECT x, count(*), sum(v) FROM numbers GROUP BY x;
SELECT CAST(x AS FLOAT) AS f, sum(v) FROM numbers GROUP BY f;
SELECT x = 0.0D AS zero, count(*) FROM numbers GROUP BY zero;
SELECT DISTINCT x FROM numbers;
SELECT count(*), count(1), sum(v), avg(v), min(v), max(v), min(x), max(x) FROM numbers;
SELECT count(*), count(x), sum(v), avg(v), min(v), max(v) FROM numbers WHERE false;
SELECT x, count(*), sum(v) FROM numbers WHERE false GROUP BY x;
SELECT count(*) FROM numbers WHERE false GROUP BY ();
SELECT id % 10 AS k, count(*), sum(id), min(id), max(id), avg(id) FROM range(1000) GROUP BY k;
SELECT k, count(*), sum(id) FROM (SELECT id, CASE WHEN id % 5 = 0 THEN NULL ELSE concat('key of some length ', CAST(id % 5 AS STRING)) END AS k FROM range(1000)) GROUP BY k;
SELECT k, count(*), sum(v) FROM (SELECT CAST(id % 4 AS DECIMAL(4, 2)) / 2 AS k, CAST(id AS DECIMAL(10, 2)) AS v FROM range(400)) GROUP BY k;
SELECT k, max(id) FROM (SELECT CAST(id % 3 AS DECIMAL(38, 10)) * 1000000000000000000 AS k, id FROM range(100)) GROUP BY k;
SELECT b, s, count(*) FROM (SELECT id % 2 = 0 AS b, concat('s', CAST(id % 3 AS STRING)) AS s FROM range(300)) GROUP BY b, s;
SELECT d, count(*) FROM (SELECT date_add(date'2024-01-01', CAST(id % 4 AS INT)) AS d FROM range(100)) GROUP BY d;
SELECT y, s, i, l, count(*) FROM (SELECT CAST(id % 2 AS TINYINT) AS y, CAST(id % 2 AS SMALLINT) AS s, CAST(id % 3 AS INT) AS i, id % 2 AS l FROM range(120)) GROUP BY y, s, i, l;
SELECT a, count(*) FROM (SELECT array(id % 2, NULL) AS a FROM range(10)) GROUP BY a;
SELECT r, count(*), sum(id) FROM (SELECT named_struct('k', id % 2, 'n', CASE WHEN id % 3 = 0 THEN 'x' END) AS r, id FROM range(60)) GROUP BY r;
SELECT count(*), sum(n), max(n) FROM (SELECT id, count(*) AS n FROM range(3000) GROUP BY id);
SELECT count(*), min(k), max(k) FROM (SELECT concat('a key of more than twelve bytes: ', CAST(id % 1500 AS STRING)) AS k FROM range(3000) GROUP BY 1);
SELECT X'00' = x AS e, count(*) FROM VALUES (X'00'), (X'0000'), (NULL), (X'00') AS b(x) GROUP BY x;
SELECT id % 3, id % 2, sum(id) FROM range(30) GROUP BY id % 3, id % 2;
SELECT id % 3 + 1, (id % 3) * 2 FROM range(30) GROUP BY id % 3;
SELECT id FROM range(3) GROUP BY id % 2;
