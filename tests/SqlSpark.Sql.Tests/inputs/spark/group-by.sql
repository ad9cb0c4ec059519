--MATRIX full
-- From Spark 4.1's golden test group-by.sql (Apache License 2.0).

CREATE OR REPLACE TEMPORARY VIEW testData AS SELECT * FROM VALUES
(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2), (null, 1), (3, null), (null, null)
AS testData(a, b);

SELECT a, COUNT(b) FROM testData;

SELECT COUNT(a), COUNT(b) FROM testData;

SELECT a, COUNT(b) FROM testData GROUP BY a;

SELECT a, COUNT(b) FROM testData GROUP BY b;

SELECT COUNT(a), COUNT(b) FROM testData GROUP BY a;

SELECT 'foo', COUNT(a) FROM testData GROUP BY 1;

SELECT 'foo' FROM testData WHERE a = 0 GROUP BY 1;

SELECT 'foo', MAX(STRUCT(a)) FROM testData WHERE a = 0 GROUP BY 1;

SELECT a + b, COUNT(b) FROM testData GROUP BY a + b;

SELECT a + 2, COUNT(b) FROM testData GROUP BY a + 1;

SELECT a + 1 + 1, COUNT(b) FROM testData GROUP BY a + 1;

SELECT count(1) FROM testData GROUP BY struct(a + 0.1 AS aa);

SELECT COUNT(DISTINCT b), COUNT(DISTINCT b, c) FROM (SELECT 1 AS a, 2 AS b, 3 AS c) GROUP BY a;

CREATE OR REPLACE TEMPORARY VIEW testDataHasSameNameWithAlias AS SELECT * FROM VALUES
(1, 1, 3), (1, 2, 1) AS testDataHasSameNameWithAlias(k, a, v);

SELECT k AS a, COUNT(v) FROM testDataHasSameNameWithAlias GROUP BY a;
