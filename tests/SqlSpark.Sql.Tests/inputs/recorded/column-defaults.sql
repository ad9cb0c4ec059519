--MATRIX few
--SET spark.sql.session.timeZone=UTC
-- DEFAULT values of columns.

CREATE TABLE t (a INT DEFAULT 42, b STRING DEFAULT 'abc' COMMENT 'text', c DECIMAL(5, 2) DEFAULT 1 + 1, d DATE) USING parquet;

INSERT INTO t VALUES (1, 'x', 3, date'2020-01-01'), (DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO t (d) VALUES (date'2021-01-01');

INSERT INTO t (b, a) VALUES (default, 2), ('y', DEFAULT);

INSERT INTO t BY NAME SELECT 7 AS a;

INSERT INTO t SELECT DEFAULT, 'selected', DEFAULT, DEFAULT;

INSERT INTO t SELECT id, DEFAULT, DEFAULT, NULL FROM range(10, 12) ORDER BY id LIMIT 1;

SELECT * FROM t ORDER BY a, b, c, d;

DESCRIBE t;

SHOW CREATE TABLE t;

-- what makes no sense
INSERT INTO t VALUES (DEFAULT + 1, 'x', 3, NULL);

INSERT INTO t SELECT coalesce(DEFAULT, 1), 'x', 3, NULL;

INSERT INTO t VALUES (1, 'x');

CREATE TABLE bad (a INT DEFAULT (SELECT 1)) USING parquet;

CREATE TABLE bad (a INT DEFAULT b) USING parquet;

CREATE TABLE bad (a INT DEFAULT no_such(1)) USING parquet;

CREATE TABLE bad (a INT DEFAULT 'text') USING parquet;

CREATE TABLE bad (a BOOLEAN DEFAULT 1) USING parquet;

CREATE TABLE bad (a TINYINT DEFAULT 1000) USING parquet;

CREATE TABLE bad (a DOUBLE DEFAULT rand()) USING parquet;

CREATE TABLE bad (a CHAR(2) DEFAULT 'abc') USING parquet;

CREATE TABLE bad (a STRING DEFAULT 'x') USING text;

SET spark.sql.defaultColumn.enabled = false;

CREATE TABLE bad (a INT DEFAULT 1) USING parquet;

RESET spark.sql.defaultColumn.enabled;

-- files that were written before there was the column hold what was its default then
CREATE TABLE e (a INT) USING parquet;

INSERT INTO e VALUES (1), (2);

ALTER TABLE e ADD COLUMNS (n INT DEFAULT -5, s STRING DEFAULT 'it''s', d DATE DEFAULT date'2020-02-03', t TIMESTAMP DEFAULT timestamp'2020-02-03 04:05:06.7', x DOUBLE DEFAULT 1.5, k DECIMAL(20, 3) DEFAULT 12.5, o BOOLEAN DEFAULT true, z BIGINT DEFAULT NULL, y BINARY DEFAULT X'4142');

SELECT * FROM e;

SELECT a, s FROM e WHERE n = -5;

SELECT a FROM e WHERE n IS NULL OR n > 0;

SELECT count(*), min(n), max(s), count(z) FROM e;

INSERT INTO e (a, n) VALUES (3, 3);

ALTER TABLE e ALTER COLUMN n SET DEFAULT 6;

INSERT INTO e (a) VALUES (4);

ALTER TABLE e ALTER COLUMN n DROP DEFAULT;

INSERT INTO e (a) VALUES (5);

SELECT a, n, s FROM e ORDER BY a;

ALTER TABLE e ALTER COLUMN n SET DEFAULT 'text';

ALTER TABLE e ALTER COLUMN missing SET DEFAULT 1;

ALTER TABLE e ADD COLUMNS (m ARRAY<INT> DEFAULT array(1));

CREATE TABLE c (a INT) USING csv;

ALTER TABLE c ADD COLUMNS (n INT DEFAULT 1);

-- partition columns
CREATE TABLE p (a INT, b INT DEFAULT 3) USING parquet PARTITIONED BY (b);

INSERT INTO p (a) VALUES (1);

INSERT INTO p VALUES (2, DEFAULT), (3, 4);

INSERT INTO p PARTITION (b = DEFAULT) VALUES (5);

SELECT * FROM p ORDER BY a;

-- a value that is computed when the row is written
CREATE TABLE now (a INT, b DATE DEFAULT current_date()) USING parquet;

INSERT INTO now (a) VALUES (1);

SELECT a, b IS NOT NULL FROM now;

-- what is not carried over
CREATE TABLE copy USING parquet AS SELECT * FROM t;

SHOW CREATE TABLE copy;

CREATE TABLE like_t LIKE t;

SHOW CREATE TABLE like_t;
