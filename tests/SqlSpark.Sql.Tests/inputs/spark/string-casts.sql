--MATRIX few
-- From Spark 4.1's golden test typeCoercion/native/stringCastAndExpressions.sql (Apache License 2.0).

CREATE TEMPORARY VIEW t AS SELECT 'aa' as a;

select cast(a as byte) from t;

select cast(a as short) from t;

select cast(a as int) from t;

select cast(a as long) from t;

select cast(a as float) from t;

select cast(a as double) from t;

select cast(a as decimal) from t;

select cast(a as boolean) from t;

select cast(a as timestamp) from t;

select cast(a as date) from t;

select cast(a as binary) from t;

select cast(a as array<string>) from t;

select cast(a as struct<s:string>) from t;

select cast(a as map<string, string>) from t;
