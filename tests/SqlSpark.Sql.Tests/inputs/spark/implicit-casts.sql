--MATRIX few
-- From Spark 4.1's golden test typeCoercion/native/implicitTypeCasts.sql (Apache License 2.0).

CREATE TEMPORARY VIEW t AS SELECT 1;

SELECT 1 + '2' FROM t;

SELECT 1 - '2' FROM t;

SELECT 1 * '2' FROM t;

SELECT 4 / '2' FROM t;

SELECT 1.1 + '2' FROM t;

SELECT 1.1 - '2' FROM t;

SELECT 1.1 * '2' FROM t;

SELECT 4.4 / '2' FROM t;

SELECT 1.1 + '2.2' FROM t;

SELECT 1.1 - '2.2' FROM t;

SELECT 1.1 * '2.2' FROM t;

SELECT 4.4 / '2.2' FROM t;

SELECT '$' || cast(1 as smallint) || '$' FROM t;

SELECT '$' || 1 || '$' FROM t;

SELECT '$' || cast(1 as bigint) || '$' FROM t;

SELECT '$' || cast(1.1 as float) || '$' FROM t;

SELECT '$' || cast(1.1 as double) || '$' FROM t;

SELECT '$' || 1.1 || '$' FROM t;

SELECT '$' || cast(1.1 as decimal(8,3)) || '$' FROM t;

SELECT '$' || 'abcd' || '$' FROM t;

SELECT length(cast(1 as smallint)) FROM t;

SELECT length(cast(1 as int)) FROM t;

SELECT length(cast(1 as bigint)) FROM t;

SELECT length(cast(1.1 as float)) FROM t;

SELECT length(cast(1.1 as double)) FROM t;

SELECT length(1.1) FROM t;

SELECT length(cast(1.1 as decimal(8,3))) FROM t;

SELECT length('four') FROM t;

SELECT year( '1996-01-10') FROM t;

SELECT month( '1996-01-10') FROM t;

SELECT day( '1996-01-10') FROM t;

select 1 like '%' FROM t;

select '1' like 1 FROM t;

select '1 ' like 1 FROM t;
