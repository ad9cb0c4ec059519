--MATRIX few
-- Databases, views that are analyzed anew, changes of tables, SHOW and DESCRIBE.

CREATE DATABASE sales COMMENT 'what was sold' WITH DBPROPERTIES (owner_team = 'retail', password = 'x');

CREATE DATABASE sales;

CREATE SCHEMA IF NOT EXISTS Sales;

CREATE DATABASE `no.name`;

CREATE DATABASE a.b;

SHOW DATABASES;

SHOW SCHEMAS LIKE 'sa*|x';

SHOW CATALOGS;

USE elsewhere;

SET CATALOG elsewhere;

USE sales;

SHOW CURRENT NAMESPACE;

SELECT current_database(), current_catalog();

CREATE TABLE items (id INT COMMENT 'the key', name STRING, year INT) USING parquet PARTITIONED BY (year) COMMENT 'one row an item' TBLPROPERTIES (b = '2', a = '1', token = 't');

INSERT INTO items VALUES (1, 'ink', 2020), (2, 'pen', 2021);

CREATE VIEW dear (key COMMENT 'its key', title) TBLPROPERTIES (p = 'q') AS SELECT id, name FROM items;

CREATE TEMPORARY VIEW shadow AS SELECT 1 AS one;

SHOW TABLES;

SHOW TABLES IN sales LIKE 'i*';

SHOW TABLES IN nowhere;

SHOW VIEWS;

SHOW COLUMNS IN items;

SHOW COLUMNS IN items IN default;

SHOW COLUMNS IN sales.items IN default;

SHOW TBLPROPERTIES items;

SHOW TBLPROPERTIES items (a);

SHOW TBLPROPERTIES items (z);

SHOW CREATE TABLE items;

SHOW CREATE TABLE dear;

SHOW CREATE TABLE shadow;

DESCRIBE items;

DESCRIBE items name;

DESCRIBE items nothing;

DESCRIBE dear;

DESCRIBE QUERY SELECT id, name || '!' AS loud FROM items;

USE default;

SELECT * FROM sales.dear ORDER BY key;

SELECT d.title, e.title FROM sales.dear d JOIN sales.dear e ON d.key = e.key ORDER BY d.key;

SELECT title, (SELECT count(*) FROM sales.dear i WHERE i.key <= o.key) AS rank FROM sales.dear o ORDER BY title;

INSERT INTO sales.items VALUES (3, 'cup', 2021);

SELECT count(*) AS n FROM sales.dear;

ALTER TABLE sales.items ADD COLUMNS (price DOUBLE, tags ARRAY<STRING> COMMENT 'words');

ALTER TABLE sales.items ADD COLUMNS (Price INT);

SELECT * FROM sales.items ORDER BY id;

INSERT INTO sales.items VALUES (4, 'mug', 2.5, array('red'), 2021);

SELECT * FROM sales.items WHERE price > 1;

ALTER TABLE sales.items ALTER COLUMN name COMMENT 'how it is called';

ALTER TABLE sales.items ALTER COLUMN name TYPE INT;

ALTER TABLE sales.items DROP COLUMN name;

ALTER TABLE sales.items SET TBLPROPERTIES (c = '3', comment = 'all items');

ALTER TABLE sales.items UNSET TBLPROPERTIES IF EXISTS (a, token);

ALTER TABLE sales.items SET TBLPROPERTIES (location = 'x');

COMMENT ON TABLE sales.dear IS 'what is dear';

SHOW CREATE TABLE sales.items;

ALTER VIEW sales.dear SET TBLPROPERTIES (r = 's');

ALTER VIEW sales.items SET TBLPROPERTIES (r = 's');

ALTER TABLE sales.dear SET TBLPROPERTIES (r = 's');

SHOW TBLPROPERTIES sales.dear;

ALTER TABLE sales.items RENAME TO sales.things;

ALTER TABLE sales.things RENAME TO other.things;

SELECT count(*) AS n FROM sales.things;

SELECT * FROM sales.dear ORDER BY 1;

ALTER VIEW sales.dear AS SELECT id AS key, price FROM sales.things;

SELECT * FROM sales.dear ORDER BY 1;

CREATE OR REPLACE VIEW sales.dear AS SELECT * FROM sales.dear;

CREATE VIEW loop_a AS SELECT 1 AS x;

CREATE VIEW loop_b AS SELECT * FROM loop_a;

CREATE OR REPLACE VIEW loop_a AS SELECT * FROM loop_b;

CREATE TABLE widths (a INT) USING parquet;

CREATE VIEW bound WITH SCHEMA BINDING AS SELECT a FROM widths;

CREATE VIEW compensated AS SELECT a FROM widths;

CREATE VIEW typed WITH SCHEMA TYPE EVOLUTION AS SELECT a FROM widths;

CREATE VIEW evolved WITH SCHEMA EVOLUTION AS SELECT * FROM widths;

DROP TABLE widths;

SELECT * FROM bound;

CREATE TABLE widths (a BIGINT, b STRING) USING parquet;

INSERT INTO widths VALUES (3000000000, 'x');

SELECT * FROM bound;

SELECT * FROM compensated;

SELECT * FROM typed;

SELECT * FROM evolved;

DROP TABLE bound;

DROP VIEW widths;

TRUNCATE TABLE widths;

SELECT count(*) AS n FROM widths;

TRUNCATE TABLE typed;

REFRESH TABLE widths;

REFRESH TABLE nothing_there;

DROP DATABASE sales;

DROP DATABASE default;

DROP DATABASE nowhere;

DROP DATABASE IF EXISTS nowhere;

CREATE FUNCTION sales.twice(x INT DEFAULT 1) RETURNS INT COMMENT 'two times' RETURN x * 2;

SELECT sales.twice(4) AS eight;

DESCRIBE FUNCTION EXTENDED sales.twice;

SHOW USER FUNCTIONS IN sales;

DROP DATABASE sales CASCADE;

SHOW DATABASES;

SELECT * FROM sales.things ORDER BY 1;
