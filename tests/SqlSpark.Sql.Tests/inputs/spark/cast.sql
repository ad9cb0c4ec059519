--MATRIX few
-- From Spark 4.1's golden test cast.sql (Apache License 2.0).

SELECT CAST('1.23' AS int);

SELECT CAST('-4.56' AS int);

SELECT CAST('abc' AS int);

SELECT CAST('abc' AS long);

SELECT CAST('abc' AS double);

SELECT CAST('12345678901234567890123' AS long);

SELECT CAST('' AS long);

SELECT CAST('' AS float);

SELECT CAST(NULL AS int);

SELECT CAST('123.a' AS int);

SELECT CAST('123.a' AS float);

SELECT CAST('-2147483648' AS int);

SELECT CAST('-2147483649' AS int);

SELECT CAST('2147483648' AS int);

SELECT CAST('-9223372036854775809' AS long);

SELECT CAST('9223372036854775808' AS long);

SELECT CAST("interval '3-1' year to month" AS interval year to month);

SELECT CAST("interval '3 00:00:01' day to second" AS interval day to second);

SELECT CAST(interval 3 day 1 second AS string);

select cast(' 1\t' as tinyint);

select cast(' 1' as INT);

select cast(' 1' as bigint);

select cast(' 1 ' as DOUBLE);

select cast('1中文' as tinyint);

select cast('1中文' as INT);

select cast('1中文' as bigint);

select cast('23.45' as decimal(4, 2));

select cast('xyz' as decimal(4, 2));

select cast('a' as date);

select cast('a' as timestamp);

select cast('a' as timestamp_ntz);

select cast(cast('inf' as double) as timestamp);

select cast(interval '1' year as tinyint);

select cast(interval '1000' month as int);

select cast(interval '23:59:59' hour to second as smallint);

select cast(interval -'1 02:03:04.123' day to second as int);

select cast(interval '-1000' month as tinyint);

select cast(1Y as interval year);

select cast(ym as interval year to month) from values(-122S) as t(ym);

select cast(-10L as interval second);

select cast(100Y as interval hour to second);

select cast(-1000S as interval day to second);

select cast(2147483647 as interval year);

select cast(interval '-1' year as decimal(10, 0));

select cast(interval '08:11:10.001' hour to second as decimal(10, 4));

select cast(interval '1 01:02:03.1' day to second as decimal(8, 1));

select cast(interval '10.005' second as decimal(4, 2));

select cast(interval '10.123' second as decimal(1, 0));

select cast(80.654321BD as interval hour to minute);

select cast(-10.123456BD as interval year to month);

SELECT CAST(TIME '00:01:52' AS tinyint);

SELECT CAST(TIME '00:01:52' AS int);

SELECT CAST(TIME '23:59:59' AS tinyint);

SELECT CAST(TIME '23:59:59' AS int);

SELECT CAST(TIME '23:59:59' AS bigint);

SELECT CAST(TIME '00:00:17.5' AS int);

SELECT CAST(TIME '00:00:00' AS tinyint);

SELECT '1.23' :: int;

SELECT '12345678901234567890123' :: long;

SELECT '' :: int;

SELECT '123.a' :: int;

SELECT 'interval 3 month 1 hour' :: interval;

select ' 1 ' :: DOUBLE;

select '1.0 ' :: DEC;

select interval '-10-2' year to month :: smallint;

select 10.123456BD :: interval day to second;

SELECT TIME '00:01:52' :: int;

SELECT TIME '23:59:59' :: int;

SELECT '1.23' :: int :: long;

SELECT CAST('2147483648' :: long AS int);

SELECT CAST(time '00:00:00' AS decimal(1, 0));

SELECT CAST(time '01:30:45' AS decimal(8, 3));

SELECT CAST(time '01:02:03' AS decimal(15, 9));

SELECT CAST(time '10:20:30' AS decimal(20, 10));

SELECT CAST(time '23:59:59.999999' AS decimal(11, 6));

SELECT CAST(time '23:59:59.999999999' AS decimal(20, 10));

SELECT CAST(time '01:00:00' AS decimal(3, 0));

SELECT CAST(time '10:00:00' AS decimal(5, 2));

SELECT CAST(time '23:59:59.999' AS decimal(8, 2));

SELECT CAST(time '23:59:59.999999999' AS decimal(14, 8));
