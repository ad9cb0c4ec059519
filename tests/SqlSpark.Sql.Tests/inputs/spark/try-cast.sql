--MATRIX few
-- From Spark 4.1's golden test try_cast.sql (Apache License 2.0).

SELECT TRY_CAST('abc' AS int);

SELECT TRY_CAST('abc' AS long);

SELECT TRY_CAST('' AS int);

SELECT TRY_CAST('' AS long);

SELECT TRY_CAST(NULL AS int);

SELECT TRY_CAST(NULL AS long);

SELECT TRY_CAST('123.a' AS int);

SELECT TRY_CAST('123.a' AS long);

SELECT TRY_CAST('-2147483648' AS int);

SELECT TRY_CAST('-2147483649' AS int);

SELECT TRY_CAST('2147483647' AS int);

SELECT TRY_CAST('2147483648' AS int);

SELECT TRY_CAST('-9223372036854775808' AS long);

SELECT TRY_CAST('-9223372036854775809' AS long);

SELECT TRY_CAST('9223372036854775807' AS long);

SELECT TRY_CAST('9223372036854775808' AS long);

SELECT TRY_CAST('interval 3 month 1 hour' AS interval);

SELECT TRY_CAST('abc' AS interval);

select TRY_CAST('true' as boolean);

select TRY_CAST('false' as boolean);

select TRY_CAST('abc' as boolean);

SELECT TRY_CAST("2021-01-01" AS date);

SELECT TRY_CAST("2021-101-01" AS date);

SELECT TRY_CAST("2021-01-01 00:00:00" AS timestamp);

SELECT TRY_CAST("2021-101-01 00:00:00" AS timestamp);
