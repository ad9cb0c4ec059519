--MATRIX few
--SET spark.sql.session.timeZone=America/Los_Angeles
-- From Spark 4.1's golden test random.sql (Apache License 2.0), without the queries whose rows depend on how many partitions VALUES has.

SELECT rand(0);

SELECT rand(cast(3 / 7 AS int));

SELECT rand(NULL);

SELECT rand(cast(NULL AS int));

SELECT rand(1.0);

SELECT randn(0L);

SELECT randn(cast(3 / 7 AS long));

SELECT randn(NULL);

SELECT randn(cast(NULL AS long));

SELECT rand('1');

SELECT uniform(0, 1, 0) AS result;

SELECT uniform(0, 10, 0) AS result;

SELECT uniform(0L, 10L, 0) AS result;

SELECT uniform(0, 10L, 0) AS result;

SELECT uniform(0, cast(10 as tinyint), 0) AS result;

SELECT uniform(0, cast(10 as smallint), 0) AS result;

SELECT uniform(0, 10S, 0) AS result;

SELECT uniform(10, 20, 0) AS result;

SELECT uniform(10.0F, 20.0F, 0) AS result;

SELECT uniform(cast(10 as decimal(10, 3)), cast(20 as decimal(10, 3)), 0) AS result;

SELECT uniform(cast(10 as decimal(10, 3)), cast(20 as decimal(11, 4)), 0) AS result;

SELECT uniform(10, cast(20 as decimal(10, 3)), 0) AS result;

SELECT uniform(cast(10 as decimal(10, 3)), 20, 0) AS result;

SELECT uniform(10.0D, 20.0D, CAST(3 / 7 AS LONG)) AS result;

SELECT uniform(10, 20.0F, 0) AS result;

SELECT uniform(10, 20.0F) IS NOT NULL AS result;

SELECT uniform(-10L, 10L, 0) AS result;

SELECT uniform(-20L, -10L, 0) AS result;

SELECT uniform(-20L, -10L, -10) AS result;

SELECT uniform(NULL, 1, 0) AS result;

SELECT uniform(cast(NULL AS int), 1, 0) AS result;

SELECT uniform(cast(NULL AS float), 1, 0) AS result;

SELECT uniform(0, NULL, 0) AS result;

SELECT uniform(0, cast(NULL AS int), 0) AS result;

SELECT uniform(0, cast(NULL AS float), 0) AS result;

SELECT uniform(0, 1, NULL) AS result;

SELECT uniform(NULL, NULL, 0) AS result;

SELECT uniform(NULL, NULL, NULL) AS result;

SELECT uniform(0, 1, cast(NULL as int)) AS result;

SELECT uniform(0, 1, cast(NULL as float)) AS result;

SELECT uniform(10, 20, col) AS result FROM VALUES (0), (1), (2) tab(col);

SELECT uniform(col, 10, 0) AS result FROM VALUES (0), (1), (2) tab(col);

SELECT uniform(10) AS result;

SELECT uniform(10, 20, 30, 40) AS result;

SELECT uniform(10.0F, 20.0F, 0.0F) AS result;

SELECT uniform(10.0F, 20.0F, 0.0D) AS result;

SELECT uniform(cast(10 as decimal(10, 3)), cast(20 as decimal(10, 3)), cast(0 as decimal(10, 3)));

SELECT uniform('abc', 10, 0) AS result;

SELECT uniform(0, 'def', 0) AS result;

SELECT uniform(0, 10, 'ghi') AS result;

SELECT randstr(1, 0) AS result;

SELECT randstr(5, 0) AS result;

SELECT randstr(10, 0) AS result;

SELECT randstr(10S, 0) AS result;

SELECT randstr(CAST(10 AS TINYINT), 0) AS result;

SELECT randstr(CAST(10 AS BIGINT), 0) AS result;

SELECT randstr(1.0F, 0) AS result;

SELECT randstr(1.0D, 0) AS result;

SELECT randstr(cast(1 AS DECIMAL(10, 2)), 0) AS result;

SELECT randstr(10) IS NOT NULL AS result;

SELECT randstr(1, -1) AS result;

SELECT randstr(10L, 0) AS result;

SELECT randstr(10.0F, 0) AS result;

SELECT randstr(10.0D, 0) AS result;

SELECT randstr(NULL, 0) AS result;

SELECT randstr(0, NULL) AS result;

SELECT randstr(col, 0) AS result FROM VALUES (0), (1), (2) tab(col);

SELECT randstr(10, col) AS result FROM VALUES (0), (1), (2) tab(col);

SELECT randstr(10, 0, 1) AS result;

SELECT randstr(-1, 0) AS result;

SELECT randstr(10, "a") AS result FROM VALUES (0) tab(a);

SELECT randstr(10, 1.5) AS result FROM VALUES (0) tab(a);
