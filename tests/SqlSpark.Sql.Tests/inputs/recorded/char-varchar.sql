--MATRIX few
-- CHAR(n) and VARCHAR(n) of tables. Reads and comparisons of Spark's charvarchar.sql stand in spark/charvarchar.sql.

CREATE TABLE t (c CHAR(3), v VARCHAR(3), a ARRAY<CHAR(2)>, s STRUCT<x: VARCHAR(2), y: INT>) USING parquet;

INSERT INTO t VALUES ('a', 'a', array('x', 'yy'), struct('p', 1)), ('abc', 'abc', NULL, NULL), ('ab   ', 'ab   ', array('z  '), struct('q   ', 2)), (NULL, NULL, array(NULL), struct(NULL, 3));

INSERT INTO t VALUES ('abcd', 'a', NULL, NULL);

INSERT INTO t VALUES ('a', 'abcd', NULL, NULL);

INSERT INTO t VALUES ('a', 'a', array('abc'), NULL);

INSERT INTO t VALUES ('a', 'a', NULL, struct('abc', 1));

INSERT INTO t (c, v) VALUES (1, 123);

INSERT INTO t (c) VALUES (12345);

SELECT c, v, a, s, concat('[', c, ']'), concat('[', v, ']') FROM t ORDER BY c, v;

-- blanks at the end do not count against constants and other columns of CHAR
SELECT c FROM t WHERE c = 'a';

SELECT c FROM t WHERE 'a    ' = c;

SELECT c FROM t WHERE c IN ('a', 'abc    ') ORDER BY c;

SELECT c FROM t WHERE c <=> 'ab' OR c > 'abc' ORDER BY c;

SELECT v FROM t WHERE v = 'ab';

SELECT l.c, r.d FROM t l JOIN (VALUES ('a  ')) AS r(d) ON l.c = r.d;

CREATE TABLE wide (w CHAR(5)) USING parquet;

INSERT INTO wide VALUES ('a'), ('abc'), ('abcde');

SELECT c, w FROM t JOIN wide ON c = w ORDER BY c;

SELECT w FROM wide WHERE w IN (SELECT c FROM t);

SELECT w FROM wide WHERE EXISTS (SELECT 1 FROM t WHERE c = w) ORDER BY w;

SELECT c = 'a', c = v, typeof(c) FROM t WHERE v = 'a';

-- values in a query have no such types
SELECT CAST('abcdef' AS CHAR(2)), CAST('abcdef' AS VARCHAR(2)), typeof(CAST('a' AS CHAR(2)));

-- partitions
CREATE TABLE p (x INT, c CHAR(3)) USING csv PARTITIONED BY (c);

INSERT INTO p VALUES (1, 'a');

INSERT INTO p PARTITION (c = 'b') VALUES (2);

SHOW PARTITIONS p;

SELECT x FROM p WHERE c = 'b';

-- definitions
DESCRIBE t;

SHOW CREATE TABLE t;

ALTER TABLE t ADD COLUMNS (d CHAR(4));

ALTER TABLE t ALTER COLUMN c TYPE CHAR(4);

ALTER TABLE t ALTER COLUMN c TYPE STRING;

CREATE TABLE copy USING parquet AS SELECT c, v AS w, upper(c) AS u FROM t;

DESCRIBE copy;

CREATE VIEW view AS SELECT c, a FROM t;

DESCRIBE view;

SELECT * FROM view WHERE c = 'a';

SET spark.sql.readSideCharPadding = false;

SELECT concat('[', c, ']') FROM t WHERE c = 'a';

RESET spark.sql.readSideCharPadding;

SET spark.sql.legacy.charVarcharAsString = true;

CREATE TABLE plain (c CHAR(3), v VARCHAR(3)) USING parquet;

INSERT INTO plain VALUES ('a', 'abcdef');

SELECT concat('[', c, ']'), v FROM plain WHERE c = 'a';

DESCRIBE plain;
