--SET spark.sql.ansi.enabled=false
--MATRIX few
-- From Spark 4.1's golden test nonansi/cast.sql (Apache License 2.0).

SELECT CAST('1.23' AS int);

SELECT CAST('-4.56' AS int);

SELECT CAST('abc' AS long);

SELECT CAST('abc' AS double);

SELECT CAST('' AS int);

SELECT CAST('' AS float);

SELECT CAST(NULL AS int);

SELECT CAST('123.a' AS long);

SELECT CAST('123.a' AS double);

SELECT CAST('2147483647' AS int);

SELECT CAST('-9223372036854775808' AS long);

SELECT CAST('9223372036854775807' AS long);

SELECT CAST("interval '3-1' year to month" AS interval year to month);

SELECT CAST(interval 3 year 1 month AS string);

select cast(' 1' as tinyint);

select cast(' 1' as INT);

select cast(' 1' as float);

select cast('1中文' as tinyint);

select cast('1中文' as INT);

select cast('1中文' as bigint);

select cast('xyz' as decimal(4, 2));

select cast('a' as date);

select cast('2022-01-01 00:00:00' as timestamp_ntz);

select cast(cast('inf' as double) as timestamp);

select cast(interval '1' year as tinyint);

select cast(interval -'10.123456' second as tinyint);

select cast(interval -'1 02:03:04.123' day to second as int);

select cast(interval '1000000' second as smallint);

select cast(-122S as interval year to month);

select cast(1000 as interval month);

select cast(dt as interval hour to second) from values(100Y) as t(dt);

select cast(10 as interval day);

select cast(-9223372036854775808L as interval day);

select cast(interval '08:11:10.001' hour to second as decimal(10, 4));

select cast(interval '10.123' second as decimal(4, 2));

select cast(interval '10.123' second as decimal(1, 0));

select cast(80.654321BD as interval hour to minute);

select cast(10.654321BD as interval month);

SELECT CAST(TIME '00:01:52' AS int);

SELECT CAST(TIME '23:59:59' AS tinyint);

SELECT CAST(TIME '23:59:59' AS bigint);

SELECT CAST(TIME '00:00:17.5' AS int);

SELECT CAST(TIME '00:00:00' AS tinyint);

SELECT 'abc' :: int;

SELECT '' :: int;

SELECT '-2147483648' :: int;

SELECT interval 3 day 1 second :: string;

select '1.0 ' :: DEC;

select interval '08:11:10.001' hour to second :: decimal(10, 4);

SELECT TIME '00:01:52' :: tinyint;

SELECT TIME '23:59:59' :: tinyint;

SELECT '2147483648' :: long :: int;

SELECT FALSE IS NOT NULL :: string;

SELECT CAST(time '01:30:45' AS decimal(8, 3));

SELECT CAST(time '01:02:03' AS decimal(15, 9));

SELECT CAST(time '23:59:59.001' AS decimal(8, 3));

SELECT CAST(time '23:59:59.999999999' AS decimal(20, 10));

SELECT CAST(time '01:00:00' AS decimal(3, 0));

SELECT CAST(time '23:59:59.999' AS decimal(8, 2));

SELECT CAST(time '23:59:59.999999999' AS decimal(14, 8));
