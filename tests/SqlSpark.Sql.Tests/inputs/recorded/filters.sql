-- WHERE keeps rows whose condition is TRUE; NULL is not TRUE.
--MATRIX full
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES
  (1, 10, 'ant'), (2, NULL, 'bee'), (NULL, 30, NULL), (NULL, NULL, 'bee'), (5, 50, 'cat') AS t(a, b, s);
CREATE TEMPORARY VIEW truth AS SELECT * FROM VALUES (true), (false), (NULL) AS truth(p);

SELECT * FROM t WHERE a > 1;
SELECT * FROM t WHERE NOT (a > 1);
SELECT * FROM t WHERE a > 1 OR b > 20;
SELECT * FROM t WHERE a > 1 AND b > 20;
SELECT * FROM t WHERE a IS NULL AND b IS NOT NULL;
SELECT * FROM t WHERE a <=> NULL;
SELECT * FROM t WHERE a = b OR a <> b;
SELECT * FROM t WHERE a IN (1, 5);
SELECT * FROM t WHERE a IN (1, NULL);
SELECT * FROM t WHERE a NOT IN (1, 5);
SELECT * FROM t WHERE a NOT IN (1, NULL);
SELECT * FROM t WHERE b BETWEEN 10 AND 30;
SELECT * FROM t WHERE b NOT BETWEEN 10 AND 30;
SELECT * FROM t WHERE s LIKE 'b%' OR s LIKE '_n_';
SELECT * FROM t WHERE s NOT LIKE '%e%';
SELECT * FROM t WHERE NULL;
SELECT * FROM t WHERE true;
SELECT * FROM t WHERE false;
SELECT p, NOT p, p AND true, p AND false, p AND NULL, p OR true, p OR false, p OR NULL FROM truth;
SELECT p, p IS TRUE, p IS NOT TRUE, p IS FALSE, p IS NOT FALSE, p IS UNKNOWN, p IS NOT UNKNOWN FROM truth;
SELECT p, p = true, p <=> NULL, p <=> true, p IN (true, NULL), p NOT IN (false, NULL) FROM truth;
SELECT l.p, r.p FROM (SELECT p FROM truth WHERE p) AS l, truth AS r;
-- The first condition protects the second.
SELECT id FROM range(10) WHERE id <> 0 AND 20 / id > 5;
SELECT id FROM range(3) WHERE id = 0 OR 10 / id >= 10;
SELECT count(*) FROM range(5000) WHERE id % 7 = 3 AND id % 11 = 5;
SELECT id FROM range(5000) WHERE id % 997 = 0;
SELECT id FROM (SELECT id, id % 2 = 0 AS even FROM range(10)) WHERE even;

-- several columns in a list of one row
SELECT * FROM VALUES (1, 2.0), (NULL, 1.0), (NULL, 3.0), (2, 3.0) AS m(a, b) WHERE (a, b) NOT IN ((2, 3.0));

SELECT *, (a, b) IN ((2, 3.0)), (a, b) IN ((2, 3.0), (1, 2.0)) FROM VALUES (1, 2.0), (NULL, 1.0), (NULL, 3.0), (2, 3.0) AS m(a, b);
