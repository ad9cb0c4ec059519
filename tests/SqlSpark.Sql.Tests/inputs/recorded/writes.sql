-- Rows that are written and read back: formats, types, partitions, order.
--MATRIX few
CREATE TABLE numbers USING parquet AS SELECT id, id % 7 AS k, CAST(id AS DOUBLE) / 4 AS d, CASE WHEN id % 5 = 0 THEN NULL ELSE concat('text ', CAST(id AS STRING)) END AS s FROM range(3000);
SELECT count(*), count(s), sum(id), sum(d), min(s), max(s) FROM numbers;
SELECT k, count(*), sum(d) FROM numbers WHERE id BETWEEN 100 AND 199 GROUP BY k ORDER BY k;
CREATE TABLE numbers USING parquet AS SELECT 1 AS a;
CREATE TABLE IF NOT EXISTS numbers USING csv AS SELECT 1 AS a;
SELECT * FROM numbers WHERE id = 42;

CREATE TABLE parts USING parquet PARTITIONED BY (k, s) AS SELECT CAST(id % 4 AS INT) AS k, id, CASE id % 3 WHEN 0 THEN NULL WHEN 1 THEN 'a/b' ELSE '' END AS s, date'2020-01-01' AS day FROM range(1000);
SELECT count(*), sum(id), sum(k), count(s), count(DISTINCT s) FROM parts;
SELECT k, s, count(*), sum(id) FROM parts GROUP BY k, s ORDER BY k, s;
SELECT count(*), min(id), max(id) FROM parts WHERE k = 1 AND s IS NULL;
SELECT id, day, k, s FROM parts WHERE k IN (2, 3) AND s = 'a/b' AND id < 100 ORDER BY id;
SELECT count(*) FROM parts WHERE k > 10;
SELECT DISTINCT k + 1 AS next FROM parts ORDER BY next;
SELECT k, s, id FROM parts WHERE k * 100 = id ORDER BY id;

SELECT p.k, p.s, count(*), sum(p.id) FROM parts p JOIN VALUES (1, 'a/b'), (3, 'none') AS t(k, s) ON p.k = t.k AND p.s = t.s GROUP BY p.k, p.s;
SELECT p.k, p.id, n.s FROM parts p JOIN numbers n ON p.id = n.id WHERE n.id % 250 = 3 AND p.k > 0 ORDER BY p.id;

CREATE TABLE texts USING csv OPTIONS (header true) PARTITIONED BY (day) AS SELECT * FROM VALUES ('plain', 1.50, true, date'2024-02-29'), ('a,"b"', -0.01, false, date'2024-02-29'), (NULL, NULL, NULL, NULL), ('  é  ', 0, true, date'1999-12-31') AS t(word, price, flag, day);
SELECT * FROM texts ORDER BY word NULLS FIRST;
SELECT word FROM texts WHERE day = date'2024-02-29' ORDER BY word;
SELECT word FROM texts WHERE day IS NULL OR day < date'2000-01-01' ORDER BY word;

INSERT OVERWRITE DIRECTORY '{scratch}/out' USING parquet SELECT id AS a, array(id, id + 1) AS b, struct(id AS x, CAST(id AS STRING) AS y) AS c FROM range(100);
SELECT count(*), sum(a), sum(b[1]), max(c.y) FROM parquet.`{scratch}/out`;
INSERT OVERWRITE DIRECTORY '{scratch}/out' USING csv SELECT 'second' AS a;
SELECT * FROM csv.`{scratch}/out`;
INSERT OVERWRITE DIRECTORY '{scratch}/empty' USING parquet SELECT id, 'x' AS s FROM range(10) WHERE id > 100;
SELECT * FROM parquet.`{scratch}/empty`;
INSERT OVERWRITE DIRECTORY '{scratch}/ordered' USING text SELECT CAST(x AS STRING) AS s FROM (SELECT id * 37 % 101 AS x FROM range(101)) ORDER BY x DESC LIMIT 5;
SELECT * FROM text.`{scratch}/ordered`;
CREATE TABLE nothing USING parquet PARTITIONED BY (k) AS SELECT id, id AS k FROM range(0);
SELECT * FROM nothing;
CREATE OR REPLACE TABLE numbers USING parquet AS SELECT 1 AS a;
CREATE TABLE t USING parquet PARTITIONED BY (missing) AS SELECT 1 AS a;
CREATE TABLE t USING parquet PARTITIONED BY (a) AS SELECT 1 AS a;
CREATE TABLE t USING unknown AS SELECT 1 AS a;
CREATE TABLE t USING csv AS SELECT array(1) AS a;
CREATE TABLE t USING parquet AS SELECT 1 AS a, 2 AS a;
INSERT INTO numbers SELECT 1;
