--MATRIX few
-- Tables and views of the catalog: CREATE TABLE, INSERT, CREATE VIEW, DROP.

CREATE TABLE t (a INT, b STRING COMMENT 'text', c DECIMAL(5,2)) USING parquet COMMENT 'a table';

SELECT * FROM t ORDER BY a, b;

INSERT INTO t VALUES (1, 'x', 1.5), (2, NULL, 2);

-- columns that are not listed are NULL; values are cast to the columns' types
INSERT INTO t (b, a) SELECT 'z', id FROM range(2);

INSERT INTO t BY NAME SELECT 9 AS c, 'named' AS b;

SELECT * FROM t ORDER BY a, b;

-- a view reads what the table holds when the view is read
CREATE VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a;

CREATE TEMPORARY VIEW w AS SELECT count(*) FROM t WHERE a IN (SELECT a FROM t WHERE b = 'z');

INSERT INTO TABLE t VALUES (1, 'again', 7);

SELECT * FROM v ORDER BY a;

SELECT * FROM w;

SELECT v.n FROM default.v WHERE a = 1;

CREATE VIEW v AS SELECT 1;

CREATE VIEW IF NOT EXISTS v AS SELECT 1;

CREATE OR REPLACE VIEW v AS SELECT max(a) AS greatest FROM t;

SELECT * FROM v;

-- what does not fit
INSERT INTO t VALUES (1, 2);

INSERT INTO t VALUES (1, '2', 3, 4);

INSERT INTO t VALUES (1, 'x', 'no number');

INSERT INTO t VALUES (1, 'x', 123456.78);

INSERT INTO t (a, nothing) VALUES (1, 2);

INSERT INTO t (a, A) VALUES (1, 2);

INSERT INTO t BY NAME SELECT 1 AS a, 2 AS d;

INSERT INTO v VALUES (1);

INSERT INTO missing VALUES (1);

-- rows that are replaced
INSERT OVERWRITE TABLE t SELECT 5, 'five', 5;

SELECT * FROM t;

CREATE TABLE IF NOT EXISTS t (other INT);

CREATE TABLE t (other INT);

-- partitions
CREATE TABLE p (x INT, d STRING) USING csv PARTITIONED BY (d);

INSERT INTO p VALUES (1, 'm'), (2, 'n');

INSERT INTO p PARTITION (d = 'o') VALUES (3);

INSERT INTO p PARTITION (d) VALUES (4, NULL);

INSERT INTO p PARTITION (x = 1) VALUES (3);

SELECT * FROM p ORDER BY x;

SELECT x FROM p WHERE d = 'n';

CREATE TABLE q (x INT) PARTITIONED BY (e INT, f DATE);

INSERT INTO q VALUES (1, 2, DATE'2020-01-01');

SELECT * FROM q;

CREATE TABLE bad (x INT, X INT);

CREATE TABLE bad (x INT) PARTITIONED BY (y);



CREATE TABLE bad USING parquet;

-- DROP
DROP TABLE v;

DROP VIEW t;

DROP VIEW v;

DROP VIEW IF EXISTS v;

DROP TABLE t;

DROP TABLE t;

DROP TABLE IF EXISTS t;

SELECT * FROM t;

-- a name is free again, and its folder
CREATE TABLE t USING parquet AS SELECT 1 AS one;

INSERT INTO t VALUES (2);

SELECT * FROM t ORDER BY one;

DROP TABLE t;

DROP TABLE p;

DROP TABLE q;

-- of nested columns only the fields that are read
CREATE TABLE n (s STRUCT<a: INT, t: STRUCT<c: BIGINT, d: STRING>>, l ARRAY<STRUCT<p: INT, q: STRING>>, m MAP<STRING, STRUCT<x: INT, y: INT>>, k INT) PARTITIONED BY (k);

INSERT INTO n VALUES
  (named_struct('a', 1, 't', named_struct('c', 2L, 'd', 'x')), array(named_struct('p', 1, 'q', 'i'), named_struct('p', 2, 'q', 'j')), map('f', named_struct('x', 1, 'y', 2)), 1),
  (NULL, NULL, NULL, 1),
  (named_struct('a', NULL, 't', NULL), array(), map(), 2),
  (named_struct('a', 4, 't', named_struct('c', NULL, 'd', 'z')), array(NULL, named_struct('p', NULL, 'q', 'k')), map('g', NULL, 'f', named_struct('x', NULL, 'y', 3)), 3);

SELECT s.a, s.t.d, k FROM n ORDER BY k, s.a;

SELECT k, count(s), count(s.t), sum(s.t.c), max(s.t.d) FROM n GROUP BY k ORDER BY k;

SELECT k, e.q FROM n LATERAL VIEW OUTER explode(l) v AS e ORDER BY k, e.q;

SELECT k, q FROM n LATERAL VIEW inline(l) v AS p, q ORDER BY k, q;

SELECT k, l.q, l.p[0], size(l), m['f'].y FROM n WHERE s.a IS NOT NULL ORDER BY k;

SELECT c.t.d, o.name FROM (SELECT s AS c, k FROM n) LEFT JOIN (VALUES (1, 'one')) AS o(id, name) ON c.a = o.id ORDER BY 1, 2;

SELECT s.t FROM n WHERE k = 3;

DROP TABLE n;
