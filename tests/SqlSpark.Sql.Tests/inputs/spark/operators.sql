--MATRIX few
-- From Spark 4.1's golden test operators.sql (Apache License 2.0).

select -100;

select +230;

select -5.2;

select +6.8e0;

select - (-10);

select - + 20;

select + + 100;

select 5 / 2;

select 5 / 0;

select 5 / null;

select null / 5;

select 5 div 2;

select 5 div 0;

select 5 div null;

select null div 5;

select cast(51 as decimal(10, 0)) div cast(2 as decimal(2, 0));

select cast(5 as decimal(1, 0)) div cast(0 as decimal(2, 0));

select cast(5 as decimal(1, 0)) div cast(null as decimal(2, 0));

select cast(null as decimal(1, 0)) div cast(5 as decimal(2, 0));

select 1 + 2;

select 1 - 2;

select 2 * 5;

select 5 % 3;

select pmod(-7, 3);

select ceil(1234567890123456);

select ceiling(1234567890123456);

select ceil(0.01);

select ceiling(-0.10);

select floor(1234567890123456);

select floor(0.01);

select floor(-0.10);

select 1 > 0.00001;

select mod(7, 2), mod(7, 0), mod(0, 2), mod(7, null), mod(null, 2), mod(null, null);

select CHAR_LENGTH('abc');

select CHARACTER_LENGTH('abc');

select abs(-3.13), abs('-2.19');

select pmod(-7, 2), pmod(0, 2), pmod(7, 0), pmod(7, null), pmod(null, 2), pmod(null, null);

select pmod(cast(3.13 as decimal), cast(0 as decimal)), pmod(cast(2 as smallint), cast(0 as smallint));
