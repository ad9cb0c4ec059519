-- DISTINCT over one and many columns, with ORDER BY and LIMIT.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES (1, 'a'), (1, 'a'), (NULL, 'a'), (NULL, 'a'), (NULL, NULL), (1, NULL), (2, 'A') AS t(a, b);

SELECT DISTINCT a, b FROM t;
SELECT DISTINCT a FROM t;
SELECT DISTINCT b FROM t ORDER BY b DESC NULLS FIRST;
SELECT DISTINCT a + 1 AS a1 FROM t ORDER BY a1;
SELECT DISTINCT * FROM t WHERE false;
SELECT count(*) FROM (SELECT DISTINCT a, b FROM t);
SELECT DISTINCT id % 5 AS k FROM range(2000) ORDER BY k LIMIT 3;
SELECT DISTINCT id % 3 = 0, concat('text longer than the inline part ', CAST(id % 2 AS STRING)) FROM range(500);
SELECT DISTINCT array(a), named_struct('b', b) FROM t;
SELECT DISTINCT sum(a) FROM t GROUP BY b;
SELECT ALL a FROM t;
