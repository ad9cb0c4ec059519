--MATRIX few
-- Partitions of tables: ALTER TABLE, SHOW PARTITIONS, TRUNCATE, INSERT OVERWRITE.

CREATE TABLE p (x INT, ds STRING, hr INT) USING parquet PARTITIONED BY (ds, hr);

SHOW PARTITIONS p;

INSERT INTO p VALUES (1, 'a', 1), (2, 'a', 2), (3, 'b', 1), (4, NULL, 5), (5, 'x=y/z', 7);

SHOW PARTITIONS p;

SHOW PARTITIONS p PARTITION (ds = 'a');

SHOW PARTITIONS p PARTITION (hr = '01');

SHOW PARTITIONS p PARTITION (x = 1);

-- partitions without rows
ALTER TABLE p ADD PARTITION (ds = 'c', hr = 010) PARTITION (hr = 3, DS = date'2020-01-01');

ALTER TABLE p ADD PARTITION (ds = 'd', hr = 1) PARTITION (ds = 'c', hr = '10');

ALTER TABLE p ADD IF NOT EXISTS PARTITION (ds = 'd', hr = 1) PARTITION (ds = 'c', hr = 10);

ALTER TABLE p ADD PARTITION (ds = 'c');

ALTER TABLE p ADD PARTITION (ds = 'c', hr = 'no number');

ALTER TABLE p ADD PARTITION (ds = 'c', hr = 1, no = 2);

ALTER TABLE p ADD PARTITION (ds = 'c', hr);

ALTER TABLE p ADD PARTITION (ds = 'c', hr > 1);

ALTER TABLE p ADD PARTITION (ds = 'c', ds = 'd');

ALTER TABLE p ADD PARTITION (ds = 'e', hr = 1) LOCATION 'elsewhere';

SHOW PARTITIONS p;

SELECT * FROM p ORDER BY x;

-- other values
ALTER TABLE p PARTITION (ds = 'b', hr = 1) RENAME TO PARTITION (ds = 'bb', hr = 11);

ALTER TABLE p PARTITION (ds = 'b', hr = 1) RENAME TO PARTITION (ds = 'bb', hr = 12);

ALTER TABLE p PARTITION (ds = 'bb', hr = 11) RENAME TO PARTITION (ds = 'a', hr = 1);

ALTER TABLE p PARTITION (ds = 'bb') RENAME TO PARTITION (ds = 'cc');

SELECT * FROM p WHERE ds >= 'b' ORDER BY x;

-- fewer
ALTER TABLE p DROP PARTITION (ds = 'd', hr = 1), PARTITION (ds = 'c');

ALTER TABLE p DROP PARTITION (ds = 'd', hr = 1);

ALTER TABLE p DROP IF EXISTS PARTITION (ds = 'd', hr = 1), PARTITION (ds = 'bb');

ALTER TABLE p DROP PARTITION (ds = 'x=y/z');

SHOW PARTITIONS p;

SELECT * FROM p ORDER BY x;

ALTER TABLE p RECOVER PARTITIONS;

MSCK REPAIR TABLE p;

-- rows go, partitions stay
TRUNCATE TABLE p PARTITION (ds = 'a', hr = 1);

TRUNCATE TABLE p PARTITION (ds = 'a', hr = 3);

TRUNCATE TABLE p PARTITION (x = 1);

SHOW PARTITIONS p;

SELECT * FROM p ORDER BY x;

TRUNCATE TABLE p;

SHOW PARTITIONS p;

SELECT * FROM p;

-- rows that replace those of partitions
INSERT OVERWRITE TABLE p VALUES (1, 'a', 1), (2, 'a', 2), (3, 'b', 1), (4, NULL, 5);

SHOW PARTITIONS p;

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr = '01') VALUES (10);

SELECT * FROM p ORDER BY x;

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr) VALUES (20, 2), (30, 3);

SELECT * FROM p ORDER BY x;

INSERT OVERWRITE TABLE p PARTITION (ds = NULL, hr = 5) SELECT 5 WHERE false;

SHOW PARTITIONS p;

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr = 2) IF NOT EXISTS VALUES (99);

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr = 9) IF NOT EXISTS VALUES (99);

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr) IF NOT EXISTS VALUES (99, 1);

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr = 2) SELECT x FROM p;

SELECT * FROM p ORDER BY x;

SET spark.sql.sources.partitionOverwriteMode = dynamic;

INSERT OVERWRITE TABLE p VALUES (40, 'a', 3), (41, 'e', 1);

SELECT * FROM p ORDER BY x;

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr) VALUES (50, 3);

INSERT OVERWRITE TABLE p PARTITION (ds = 'a', hr = 3) VALUES (60);

INSERT OVERWRITE TABLE p SELECT x + 1, ds, hr FROM p WHERE ds = 'e';

INSERT OVERWRITE TABLE p SELECT x + 1, ds, hr FROM p WHERE false;

SELECT * FROM p ORDER BY x;

RESET spark.sql.sources.partitionOverwriteMode;

-- one partition
DESCRIBE p PARTITION (ds = 'a', hr = 2);

DESCRIBE p PARTITION (ds = 'a');

DESCRIBE p PARTITION (ds = 'a', hr = 77);

DESCRIBE p PARTITION (ds = 'a', hr);

DESCRIBE p PARTITION (ds = 'a', hr = 2) x;

SHOW TABLE EXTENDED LIKE 'p' PARTITION (ds = 'a');

SHOW TABLE EXTENDED LIKE 'p*' PARTITION (ds = 'a', hr = 2);

-- what has no partitions
CREATE TABLE plain (x INT) USING parquet;

CREATE VIEW v AS SELECT 1 AS x;

CREATE TEMPORARY VIEW tv AS SELECT 1 AS x;

SHOW PARTITIONS plain;

SHOW PARTITIONS v;

SHOW PARTITIONS tv;

SHOW PARTITIONS missing;

MSCK REPAIR TABLE plain;

ALTER TABLE plain ADD PARTITION (x = 1);

ALTER TABLE v ADD PARTITION (x = 1);

TRUNCATE TABLE plain PARTITION (x = 1);

DESCRIBE plain PARTITION (x = 1);

DESCRIBE v PARTITION (x = 1);

DESCRIBE tv PARTITION (x = 1);

INSERT INTO plain PARTITION (x = 1) VALUES (1);

INSERT INTO p PARTITION (ds = 'a', hr = 2) IF NOT EXISTS VALUES (1);

-- columns of other types
CREATE TABLE q (x INT, d DATE, t TIMESTAMP, b BOOLEAN, n DECIMAL(4,1)) USING csv PARTITIONED BY (d, t, b, n);

INSERT INTO q PARTITION (d = '2020-01-02', t = '2020-01-02 03:04:05.6', b = true, n = 1) VALUES (1);

SHOW PARTITIONS q;

ALTER TABLE q ADD PARTITION (d = '2020-1-2', t = '2020-01-02 03:04:05.600', b = 'true', n = '01.0');

INSERT OVERWRITE q PARTITION (d = date'2020-01-02', t = timestamp'2020-01-02 03:04:05.6', b = true, n = 1.0) VALUES (2);

SELECT * FROM q;
