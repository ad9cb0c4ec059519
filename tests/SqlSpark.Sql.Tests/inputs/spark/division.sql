--MATRIX few
-- From Spark 4.1's golden test typeCoercion/native/division.sql (Apache License 2.0).

CREATE TEMPORARY VIEW t AS SELECT 1;

SELECT cast(1 as tinyint) / cast(1 as tinyint) FROM t;

SELECT cast(1 as tinyint) / cast(1 as decimal(10, 0)) FROM t;

SELECT cast(1 as smallint) / cast(1 as tinyint) FROM t;

SELECT cast(1 as smallint) / cast(1 as decimal(10, 0)) FROM t;

SELECT cast(1 as int) / cast(1 as tinyint) FROM t;

SELECT cast(1 as int) / cast(1 as decimal(10, 0)) FROM t;

SELECT cast(1 as bigint) / cast(1 as tinyint) FROM t;

SELECT cast(1 as bigint) / cast(1 as decimal(10, 0)) FROM t;

SELECT cast(1 as float) / cast(1 as tinyint) FROM t;

SELECT cast(1 as float) / cast(1 as decimal(10, 0)) FROM t;

SELECT cast(1 as double) / cast(1 as tinyint) FROM t;

SELECT cast(1 as double) / cast(1 as decimal(10, 0)) FROM t;

SELECT cast(1 as decimal(10, 0)) / cast(1 as tinyint) FROM t;

SELECT cast(1 as decimal(10, 0)) / cast(1 as double) FROM t;

SELECT cast(1 as decimal(10, 0)) / cast('2017-12-11 09:30:00' as date) FROM t;

SELECT cast(1 as string) / cast(1 as double) FROM t;

SELECT cast(1 as string) / cast('2017-12-11 09:30:00' as date) FROM t;

SELECT cast('1' as binary) / cast(1 as double) FROM t;

SELECT cast('1' as binary) / cast('2017-12-11 09:30:00' as date) FROM t;

SELECT cast(1 as boolean) / cast(1 as double) FROM t;

SELECT cast(1 as boolean) / cast('2017-12-11 09:30:00' as date) FROM t;

SELECT cast('2017-12-11 09:30:00.0' as timestamp) / cast(1 as double) FROM t;

SELECT cast('2017-12-11 09:30:00.0' as timestamp) / cast('2017-12-11 09:30:00' as date) FROM t;

SELECT cast('2017-12-11 09:30:00' as date) / cast(1 as double) FROM t;

SELECT cast('2017-12-11 09:30:00' as date) / cast('2017-12-11 09:30:00' as date) FROM t;
