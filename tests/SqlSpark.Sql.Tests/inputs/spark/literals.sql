--MATRIX few
-- From Spark 4.1's golden test literals.sql (Apache License 2.0).

select null, Null, nUll;

select true, tRue, false, fALse;

select 1Y;

select 127Y, -128Y;

select 128Y;

select 1S;

select 32767S, -32768S;

select 32768S;

select 1L, 2147483648L;

select 9223372036854775807L, -9223372036854775808L;

select 9223372036854775808L;

select 1, -1;

select 2147483647, -2147483648;

select 9223372036854775807, -9223372036854775808;

select 9223372036854775808, -9223372036854775809;

select 1234567890123456789012345678901234567890;

select 1234567890123456789012345678901234567890.0;

select 1F, 1.2F, .10f, 0.10f;

select -1F, -1.2F, -.10F, -0.10F;

select -3.4028235E39f;

select 1D, 1.2D, 1e10, 1.5e5, .10D, 0.10D, .1e5, .9e+2, 0.9e+2, 900e-1, 9.e+1;

select -1D, -1.2D, -1e10, -1.5e5, -.10D, -0.10D, -.1e5;

select .e3;

select 1E309, -1E309;

select 0.3, -0.8, .5, -.18, 0.1111, .1111;

select 0.3 F, 0.4 D, 0.5 BD;

select 123456789012345678901234567890123456789e10d, 123456789012345678901234567890123456789.1e10d;

select "Hello Peter!", 'hello lee!';

select 'hello' 'world', 'hello' " " 'lee';

select "hello 'peter'";

select 'pattern%', 'no-pattern\%', 'pattern\\%', 'pattern\\\%';

select '\110\145\154\154\157\041';

select '\u0057\u006F\u0072\u006C\u0064\u0020\u003A\u0029';

select dAte '2016-03-12';

select date 'mar 11 2016';

select timestamp '2016-33-11 20:54:00.000';

select 90912830918230182310293801923652346786BD, 123.0E-28BD, 123.08BD;

select 1.20E-38BD;

select x'2379ACFe';

select X'XuZ';

SELECT 3.14, -3.14, 3.14e8, 3.14e-8, -3.14e8, -3.14e-8, 3.14e+8, 3.14E8, 3.14E-8;

select +interval '1 day';

select -date '1999-01-01';

select -timestamp '1999-01-01';

select -x'2379ACFe';

select -0, -0.0;

SELECT "S" "par" "k" AS c1, 'S' 'par' 'k' AS c2, "S" 'par' "k" AS c3, 'S' "par" 'k' AS c4, "S"'par'"k" AS c5, 'S'"par"'k' AS c6;

SELECT 'S''par''k' AS c1, 'S\'par\'k' AS c2, "S''par''k" AS c3;

SELECT "S""par""k" AS c1, "S\"par\"k" AS c2, 'S""par""k' AS c3;

SET spark.sql.legacy.consecutiveStringLiterals.enabled=true;

SELECT 'S''par''k' AS c1, 'S\'par\'k' AS c2, "S''par''k" AS c3;
