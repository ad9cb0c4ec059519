-- ORDER BY: every type, both directions, NULLs at both ends, several keys, expressions.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  (1, 'b', 2.5, CAST('NaN' AS DOUBLE), true, date'2024-01-01'), (2, NULL, -1.0, -0.5D, false, NULL), (3, 'a', NULL, CAST('Infinity' AS DOUBLE), NULL, date'1999-12-31'),
  (4, 'a longer text than twelve bytes', 10.0, NULL, true, date'2024-01-02'), (5, 'a longer text than twelve', 2.5, 0.0D, false, date'0001-01-01'), (6, '', 2.4, CAST('-Infinity' AS DOUBLE), true, NULL) AS t(k, s, d, x, b, day);

SELECT k, s FROM t ORDER BY s, k;
SELECT k, s FROM t ORDER BY s DESC, k;
SELECT k, s FROM t ORDER BY s NULLS LAST;
SELECT k, s FROM t ORDER BY s DESC NULLS FIRST;
SELECT k, d FROM t ORDER BY d, k DESC;
SELECT k, x FROM t ORDER BY x;
SELECT k, x FROM t ORDER BY x DESC;
SELECT k, b, day FROM t ORDER BY b, day, k;
SELECT k, b, day FROM t ORDER BY b DESC NULLS FIRST, day NULLS LAST, k DESC;
SELECT k FROM t ORDER BY -k;
SELECT k, s FROM t ORDER BY length(s) DESC, 1;
SELECT s FROM t ORDER BY k;
SELECT k AS s, s AS k FROM t ORDER BY s;
SELECT * FROM t ORDER BY ALL;
SELECT k FROM t ORDER BY 2;
SELECT k FROM t WHERE false ORDER BY k;
SELECT k, array(k % 2, k) AS a FROM t ORDER BY a;
SELECT k, named_struct('p', k % 2, 's', s) AS r FROM t ORDER BY r DESC;
SELECT id FROM range(2000) ORDER BY id % 10 DESC, id % 7, id LIMIT 12;
SELECT sum(pos * id), max(id) FROM (SELECT id, id % 3 AS pos FROM range(1000) ORDER BY id DESC);
SELECT concat('a common prefix of the keys ', CAST(id % 100 AS STRING)) AS key, id FROM range(300) ORDER BY key, id DESC LIMIT 7;
SELECT CAST(id AS TINYINT) AS y, CAST(-id AS SMALLINT) AS s, CAST(id AS FLOAT) / 2 AS f, CAST(id AS DECIMAL(30, 5)) * 1000000000000 AS m FROM range(5) ORDER BY m DESC, y, s, f;
SELECT id % 4 AS k, count(*) AS n FROM range(103) GROUP BY k ORDER BY n DESC, k DESC;
SELECT k FROM t ORDER BY sum(k);
SELECT interval '1' day * k AS i FROM t ORDER BY i DESC;
SELECT CAST(s AS BINARY) AS bin, k FROM t ORDER BY bin DESC, k;
