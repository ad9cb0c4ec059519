-- Statements by the alternatives of the grammar: `-- @label title` stands before the example of one. Statements without a label prepare the next.

-- ## Queries and data
-- @dataStatement SELECT
SELECT a, count(*) FROM VALUES (1), (2), (2) AS t(a) GROUP BY a;
CREATE TABLE target (a INT, b STRING) USING parquet;
-- @insert INSERT INTO
INSERT INTO target VALUES (1, 'x');
-- @insert INSERT OVERWRITE
INSERT OVERWRITE target VALUES (2, 'y');
-- @insert INSERT INTO ... BY NAME
INSERT INTO target BY NAME SELECT 'z' AS b, 3 AS a;
-- @insert INSERT INTO ... REPLACE WHERE
INSERT INTO target REPLACE WHERE a = 3 VALUES (3, 'w');
-- @insertDirectory INSERT OVERWRITE DIRECTORY ... USING
INSERT OVERWRITE DIRECTORY 'warehouse:/exported' USING csv SELECT * FROM target;
-- @insertDirectoryHive INSERT OVERWRITE DIRECTORY ... STORED AS
INSERT OVERWRITE DIRECTORY 'warehouse:/stored' STORED AS PARQUET SELECT * FROM target;
-- @deleteFrom DELETE FROM
DELETE FROM target WHERE a = 2;
-- @updateTable UPDATE
UPDATE target SET b = 'v' WHERE a = 2;
-- @mergeInto MERGE INTO
MERGE INTO target USING (SELECT 2 AS a) AS s ON target.a = s.a WHEN MATCHED THEN DELETE;
-- @loadData LOAD DATA
LOAD DATA INPATH 'warehouse:/exported' INTO TABLE target;
-- @truncateTable TRUNCATE TABLE
TRUNCATE TABLE target;

-- ## Databases
-- @createNamespace CREATE DATABASE
CREATE DATABASE IF NOT EXISTS shop COMMENT 'goods' WITH DBPROPERTIES (k = 'v');
-- @use USE
USE shop;
-- @setNamespaceProperties ALTER DATABASE ... SET DBPROPERTIES
ALTER DATABASE shop SET DBPROPERTIES (k = 'w');
-- @unsetNamespaceProperties ALTER DATABASE ... UNSET DBPROPERTIES
ALTER DATABASE shop UNSET DBPROPERTIES (k);
-- @setNamespaceLocation ALTER DATABASE ... SET LOCATION
ALTER DATABASE shop SET LOCATION 'warehouse:/elsewhere';
-- @setNamespaceCollation ALTER DATABASE ... DEFAULT COLLATION
ALTER DATABASE shop DEFAULT COLLATION unicode;
-- @describeNamespace DESCRIBE DATABASE
DESCRIBE DATABASE EXTENDED shop;
-- @showNamespaces SHOW DATABASES
SHOW DATABASES LIKE 's*';
-- @showCurrentNamespace SHOW CURRENT DATABASE
SHOW CURRENT DATABASE;
-- @showCatalogs SHOW CATALOGS
SHOW CATALOGS;
-- @setCatalog SET CATALOG
SET CATALOG spark_catalog;
USE default;
-- @dropNamespace DROP DATABASE
DROP DATABASE shop CASCADE;

-- ## Tables
-- @createTable CREATE TABLE
CREATE TABLE items (id INT COMMENT 'number', name STRING NOT NULL, day DATE) USING parquet PARTITIONED BY (day) COMMENT 'goods' TBLPROPERTIES (k = 'v');
-- @createTable CREATE TABLE ... AS
CREATE TABLE copies USING csv OPTIONS (header = 'true') AS SELECT 1 AS id, 'x' AS name;
-- @createTable CREATE TABLE ... LOCATION
CREATE TABLE outside (id INT) USING json LOCATION 'warehouse:/outside';
-- @createTable CREATE TABLE ... STORED AS
CREATE TABLE stored (id INT) STORED AS PARQUET;
-- @createTable CREATE TABLE with defaults of columns
CREATE TABLE defaults (id INT, state STRING DEFAULT 'new') USING parquet;
-- @createTable CREATE TABLE with CHAR and VARCHAR
CREATE TABLE texts (code CHAR(3), name VARCHAR(10)) USING parquet;
-- @createTable CREATE TABLE ... CLUSTERED BY
CREATE TABLE buckets (id INT) USING parquet CLUSTERED BY (id) INTO 4 BUCKETS;
-- @createTable CREATE TABLE with generated columns
CREATE TABLE generated (id INT, twice INT GENERATED ALWAYS AS (id * 2)) USING parquet;
-- @createTable CREATE TABLE with constraints
CREATE TABLE constrained (id INT, CONSTRAINT positive CHECK (id > 0)) USING parquet;
-- @createTable CREATE OR REPLACE TABLE
CREATE OR REPLACE TABLE copies USING parquet AS SELECT 2 AS id;
-- @replaceTable REPLACE TABLE
REPLACE TABLE copies USING parquet AS SELECT 2 AS id;
-- @createTableLike CREATE TABLE ... LIKE
CREATE TABLE likeness LIKE items;
-- @renameTable ALTER TABLE ... RENAME TO
ALTER TABLE outside RENAME TO abroad;
-- @addColumns ALTER TABLE ... ADD COLUMN
ALTER TABLE abroad ADD COLUMN note STRING;
-- @addColumnsInParentheses ALTER TABLE ... ADD COLUMNS (...)
ALTER TABLE abroad ADD COLUMNS (price DECIMAL(9, 2), amount INT);
-- @renameColumn ALTER TABLE ... RENAME COLUMN
ALTER TABLE abroad RENAME COLUMN note TO remark;
-- @alterColumns ALTER TABLE ... ALTER COLUMN ... COMMENT
ALTER TABLE abroad ALTER COLUMN note COMMENT 'free text';
-- @alterColumns ALTER TABLE ... ALTER COLUMN ... SET DEFAULT
ALTER TABLE defaults ALTER COLUMN state SET DEFAULT 'old';
-- @changeColumn ALTER TABLE ... CHANGE COLUMN
ALTER TABLE abroad CHANGE COLUMN note note STRING COMMENT 'text';
-- @replaceColumns ALTER TABLE ... REPLACE COLUMNS
ALTER TABLE abroad REPLACE COLUMNS (id INT);
-- @dropColumns ALTER TABLE ... DROP COLUMN
ALTER TABLE abroad DROP COLUMN note;
-- @dropColumnsInParentheses ALTER TABLE ... DROP COLUMNS (...)
ALTER TABLE abroad DROP COLUMNS (note, price);
-- @setTableProperties ALTER TABLE ... SET TBLPROPERTIES
ALTER TABLE abroad SET TBLPROPERTIES (k = 'v');
-- @unsetTableProperties ALTER TABLE ... UNSET TBLPROPERTIES
ALTER TABLE abroad UNSET TBLPROPERTIES (k);
-- @setTableLocation ALTER TABLE ... SET LOCATION
ALTER TABLE abroad SET LOCATION 'warehouse:/abroad';
-- @setTableSerDe ALTER TABLE ... SET SERDE
ALTER TABLE abroad SET SERDE 'org.example.SerDe';
-- @setTableSerDeProperties ALTER TABLE ... SET SERDEPROPERTIES
ALTER TABLE abroad SET SERDEPROPERTIES (k = 'v');
-- @alterClustering ALTER TABLE ... CLUSTER BY
ALTER TABLE abroad CLUSTER BY (id);
-- @setTableCollation ALTER TABLE ... DEFAULT COLLATION
ALTER TABLE abroad DEFAULT COLLATION unicode;
-- @addConstraint ALTER TABLE ... ADD CONSTRAINT
ALTER TABLE abroad ADD CONSTRAINT positive CHECK (id > 0);
-- @dropConstraint ALTER TABLE ... DROP CONSTRAINT
ALTER TABLE abroad DROP CONSTRAINT positive;
-- @describeTable DESCRIBE TABLE
DESCRIBE TABLE EXTENDED items;
-- @describeTable DESCRIBE TABLE ... AS JSON
DESCRIBE TABLE EXTENDED items AS JSON;
-- @describeTable DESCRIBE a column
DESCRIBE TABLE EXTENDED items id;
-- @describeQuery DESCRIBE QUERY
DESCRIBE QUERY SELECT 1 AS a;
-- @showTables SHOW TABLES
SHOW TABLES LIKE 'i*';
-- @showTableExtended SHOW TABLE EXTENDED
SHOW TABLE EXTENDED LIKE 'items';
-- @showTableProperties SHOW TBLPROPERTIES
SHOW TBLPROPERTIES items;
-- @showColumns SHOW COLUMNS
SHOW COLUMNS IN items;
-- @showCreateTable SHOW CREATE TABLE
SHOW CREATE TABLE items;
-- @commentOn COMMENT ON
COMMENT ON TABLE items IS 'all goods';
-- @dropTable DROP TABLE
DROP TABLE IF EXISTS likeness;
-- @createIndex CREATE INDEX
CREATE INDEX by_id ON items (id);
-- @dropIndex DROP INDEX
DROP INDEX by_id ON items;
-- @createPipelineDataset CREATE MATERIALIZED VIEW, CREATE STREAMING TABLE
CREATE MATERIALIZED VIEW daily AS SELECT day, count(*) FROM items GROUP BY day;
-- @dropMaterializedView DROP MATERIALIZED VIEW
DROP MATERIALIZED VIEW daily;
-- @createFlow CREATE FLOW
CREATE FLOW stream AS INSERT INTO items BY NAME SELECT * FROM items;

-- ## Partitions
-- @addPartitions ALTER TABLE ... ADD PARTITION
ALTER TABLE items ADD PARTITION (day = DATE '2026-01-01') PARTITION (day = DATE '2026-01-02');
-- @insert INSERT INTO ... PARTITION
INSERT INTO items PARTITION (day = DATE '2026-01-01') VALUES (1, 'pen');
-- @insert INSERT OVERWRITE ... PARTITION
INSERT OVERWRITE items PARTITION (day = DATE '2026-01-01') VALUES (1, 'ink');
-- @renameTable ALTER TABLE ... PARTITION ... RENAME TO PARTITION
ALTER TABLE items PARTITION (day = DATE '2026-01-02') RENAME TO PARTITION (day = DATE '2026-01-03');
-- @showPartitions SHOW PARTITIONS
SHOW PARTITIONS items;
-- @describeTable DESCRIBE TABLE ... PARTITION
DESCRIBE TABLE EXTENDED items PARTITION (day = DATE '2026-01-01');
-- @dropPartitions ALTER TABLE ... DROP PARTITION
ALTER TABLE items DROP PARTITION (day = DATE '2026-01-03');
-- @recoverPartitions ALTER TABLE ... RECOVER PARTITIONS
ALTER TABLE items RECOVER PARTITIONS;
-- @repairTable MSCK REPAIR TABLE
MSCK REPAIR TABLE items;
-- @truncateTable TRUNCATE TABLE ... PARTITION
TRUNCATE TABLE items PARTITION (day = DATE '2026-01-01');

-- ## Views
-- @createView CREATE VIEW
CREATE VIEW names (name COMMENT 'of goods') COMMENT 'a view' AS SELECT name FROM items;
-- @createView CREATE TEMPORARY VIEW
CREATE OR REPLACE TEMPORARY VIEW ones AS SELECT 1 AS a;
-- @createView CREATE GLOBAL TEMPORARY VIEW
CREATE GLOBAL TEMPORARY VIEW everywhere AS SELECT 1 AS a;
-- @createTemporaryViewUsing CREATE TEMPORARY VIEW ... USING
CREATE TEMPORARY VIEW lines USING text OPTIONS (path 'warehouse:/exported');
-- @setViewProperties ALTER VIEW ... SET TBLPROPERTIES
ALTER VIEW names SET TBLPROPERTIES (k = 'v');
-- @unsetViewProperties ALTER VIEW ... UNSET TBLPROPERTIES
ALTER VIEW names UNSET TBLPROPERTIES (k);
-- @alterViewSchemaBinding ALTER VIEW ... WITH SCHEMA
ALTER VIEW names WITH SCHEMA COMPENSATION;
-- @alterViewQuery ALTER VIEW ... AS
ALTER VIEW names AS SELECT upper(name) AS name FROM items;
-- @renameView ALTER VIEW ... RENAME TO
ALTER VIEW names RENAME TO titles;
-- @showViews SHOW VIEWS
SHOW VIEWS;
-- @dropView DROP VIEW
DROP VIEW titles;

-- ## Functions, variables and scripts
-- @createSqlFunction CREATE FUNCTION ... RETURN
CREATE FUNCTION twice(x INT DEFAULT 1) RETURNS INT RETURN x * 2;
-- @createSqlFunction CREATE TEMPORARY FUNCTION ... RETURNS TABLE
CREATE TEMPORARY FUNCTION numbers(n INT) RETURNS TABLE (i BIGINT) RETURN SELECT id FROM range(10) WHERE id < n;
-- @createFunction CREATE FUNCTION ... AS class
CREATE FUNCTION foreign_one AS 'org.example.One';
-- @describeFunction DESCRIBE FUNCTION
DESCRIBE FUNCTION EXTENDED upper;
-- @showFunctions SHOW FUNCTIONS
SHOW USER FUNCTIONS;
-- @refreshFunction REFRESH FUNCTION
REFRESH FUNCTION twice;
-- @dropFunction DROP FUNCTION
DROP FUNCTION twice;
-- @declareVariable DECLARE VARIABLE
DECLARE VARIABLE height INT DEFAULT 3;
-- @setVariables SET VAR
SET VAR height = 4;
-- @setVariablesFromQuery SET VAR (...) = (query)
SET VAR (height) = (SELECT 5);
-- @executeImmediate EXECUTE IMMEDIATE
EXECUTE IMMEDIATE 'SELECT ? + 1' USING height;
-- @dropVariable DROP TEMPORARY VARIABLE
DROP TEMPORARY VARIABLE height;
-- @compoundBlock BEGIN ... END
BEGIN SELECT 1; END;
-- @call CALL
CALL system.work(1);
-- @showProcedures SHOW PROCEDURES
SHOW PROCEDURES;
-- @describeProcedure DESCRIBE PROCEDURE
DESCRIBE PROCEDURE system.work;

-- ## Settings, statistics and caches
-- @setConfiguration SET
SET spark.sql.shuffle.partitions = 4;
-- @setTimeZone SET TIME ZONE
SET TIME ZONE 'Europe/Berlin';
-- @setCollation SET COLLATION
SET COLLATION unicode;
-- @reset RESET
RESET spark.sql.shuffle.partitions;
-- @showCollations SHOW COLLATIONS
SHOW COLLATIONS;
-- @explain EXPLAIN
EXPLAIN FORMATTED SELECT 1;
-- @analyzeTable ANALYZE TABLE
ANALYZE TABLE items COMPUTE STATISTICS;
-- @analyzeTable ANALYZE TABLE ... FOR COLUMNS
ANALYZE TABLE items COMPUTE STATISTICS FOR ALL COLUMNS;
DROP TABLE abroad;
-- @analyzeTables ANALYZE TABLES
ANALYZE TABLES COMPUTE STATISTICS;
-- @cacheTable CACHE TABLE
CACHE TABLE items;
-- @cacheTable CACHE LAZY TABLE ... AS
CACHE LAZY TABLE kept AS SELECT id FROM items;
-- @uncacheTable UNCACHE TABLE
UNCACHE TABLE items;
-- @clearCache CLEAR CACHE
CLEAR CACHE;
-- @refreshTable REFRESH TABLE
REFRESH TABLE items;
-- @refreshResource REFRESH
REFRESH 'warehouse:/exported';
-- @manageResource ADD JAR, LIST FILES
ADD JAR 'lib.jar';
-- @unsupported GRANT, LOCK and other statements of Hive
GRANT SELECT ON TABLE items TO you;
