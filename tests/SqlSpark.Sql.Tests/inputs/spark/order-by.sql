--MATRIX full
-- From Spark 4.1's golden test order-by.sql (Apache License 2.0).

CREATE OR REPLACE TEMPORARY VIEW testData AS SELECT * FROM VALUES
(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2), (null, 1), (3, null), (null, null)
AS testData(a, b);

SELECT a FROM testData ORDER BY a;

SELECT a FROM testData GROUP BY a, b ORDER BY a;

SELECT b FROM testData WHERE a > 1 ORDER BY a;

SELECT col1 FROM VALUES (1, named_struct('f1', 1)) ORDER BY col2.f1;

SELECT col1 FROM VALUES (1, named_struct('f1', named_struct('f2', 1))) ORDER BY col2.f1.f2;

SELECT * FROM testData ORDER BY (SELECT * FROM testData ORDER BY (SELECT a FROM testData ORDER BY b));

SELECT col1 FROM VALUES (1, 2) GROUP BY col1 ORDER BY MAX(col2), RAND();

SELECT 'a' ORDER BY CAST('a' AS VARIANT);

SELECT a, b FROM testData ORDER BY CAST(a + b AS VARIANT);

SELECT a FROM testData ORDER BY CAST(CAST(a AS VARIANT) AS VARIANT);

SELECT a FROM testData GROUP BY a ORDER BY CAST(CAST(a AS STRING) AS VARIANT);

SELECT * FROM testData ORDER BY CAST(null AS VARIANT);

SELECT a FROM testData ORDER BY ARRAY(CAST(true AS VARIANT));

SELECT a FROM testData ORDER BY CAST(ARRAY('a') AS VARIANT);

SELECT a FROM testData ORDER BY CAST(ARRAY(CAST(true AS VARIANT)) AS VARIANT);

SELECT SUM(a) + 1 FROM testData ORDER BY SUM(a) + 1;

SELECT 1 + SUM(b) FROM testData ORDER BY SUM(b) + 1;

SELECT SUM(a) + 1 FROM testData ORDER BY 1 + SUM(a);

SELECT MAX(a) + SUM(b) FROM testData ORDER BY SUM(b) + MAX(a);

SELECT SUM(a) + 1 + MIN(a) FROM testData ORDER BY 1 + 1 + 1 + MIN(a) + 1 + SUM(a);

SELECT SUM(b) + 1 FROM testData HAVING SUM(b) + 1 > 0 ORDER BY SUM(b) + 1;

SELECT col1 FROM VALUES(1,2) GROUP BY col1, col2 ORDER BY col2, col2;

SELECT col1, col1 AS a FROM VALUES(1) GROUP BY col1 ORDER BY col1 ASC;

SELECT col1 AS a, col1 FROM VALUES(1) GROUP BY col1 ORDER BY col1 ASC;

SELECT col1 AS a, SUM(col2) AS b, CASE WHEN col1 = 1 THEN 1 END AS c FROM VALUES(1,2) GROUP BY col1 ORDER BY CASE WHEN col1 = 1 THEN 1 END ASC;

SELECT col1+1 AS ltrl2, col1+1 AS ltrl1 FROM VALUES(1) GROUP BY col1+1 ORDER BY col1+1;

DROP VIEW IF EXISTS testData;
