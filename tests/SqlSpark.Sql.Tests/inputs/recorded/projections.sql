-- Columns, literals, aliases and stars over VALUES, range and one row.
--MATRIX full
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  (1, 'a', 1.50, true), (2, NULL, -0.25, false), (NULL, 'c', NULL, NULL), (4, '', 0.00, true) AS t(i, s, d, b);

SELECT * FROM t;
SELECT s, i, s AS again, t.* FROM t;
SELECT i + 1 AS next, -i, +i, d * 2 FROM t;
SELECT 1, 1L, 1S, 1Y, 1.0, 1e0, 1.5F, 1.5D, 2.50BD, 'text', true, NULL, X'4142', date'2024-02-29', timestamp'2024-02-29 12:34:56.789';
SELECT 1 AS one FROM t;
SELECT id, id * id AS square FROM range(5);
SELECT id FROM range(10, 0, -3);
SELECT id FROM range(0);
SELECT count(*), min(id), max(id), sum(id) FROM range(-1000, 3000, 7);
SELECT id, id % 3 = 0 AS third, CAST(id AS STRING) AS text, CAST(id AS DECIMAL(5, 1)) AS dec FROM range(0, 200, 25, 4);
SELECT i AS x, x + 1 AS y, y * 2 AS z FROM t;
SELECT * EXCEPT (s) FROM t;
