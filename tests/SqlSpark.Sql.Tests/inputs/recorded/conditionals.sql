-- CASE, IF, COALESCE, NULLIF and their kin: a branch runs only for the rows that take it.
CREATE TEMPORARY VIEW t AS SELECT * FROM VALUES (1, 'x'), (0, NULL), (NULL, 'z'), (3, '') AS t(a, s);

SELECT a, CASE a WHEN 1 THEN 'one' WHEN 3 THEN 'three' END AS simple, CASE WHEN a > 0 THEN 'pos' WHEN a = 0 THEN 'zero' ELSE 'null' END AS searched FROM t;
SELECT a, CASE WHEN a <> 0 THEN 10 / a ELSE -1 END AS guarded FROM t;
SELECT a, CASE WHEN a = 0 THEN 0 WHEN 10 / a > 5 THEN 1 ELSE 2 END AS second FROM t;
SELECT a, IF(a = 0, NULL, 6 / a) AS guarded, IF(NULL, 1, 2) AS null_condition FROM t;
SELECT a, coalesce(a, -1), coalesce(a, 1 / 0), coalesce(NULL, NULL, a) FROM t WHERE a IS NOT NULL;
SELECT coalesce(s, 'none'), nvl(s, 'n'), nvl2(s, 'has', 'has not'), ifnull(s, 'i') FROM t;
SELECT a, nullif(a, 0), nullif(s, ''), 10 / nullif(a, 0) FROM t;
SELECT greatest(a, 1, NULL), least(a, 1, NULL), greatest(CAST(NULL AS INT), NULL) FROM t;
SELECT CASE WHEN a > 0 THEN 1 WHEN a = 0 THEN 2L ELSE 3.5 END AS widened FROM t;
SELECT CASE WHEN false THEN 'never' END AS nothing, CASE WHEN true THEN 'always' ELSE 'never' END AS always;
SELECT id, CASE id % 3 WHEN 0 THEN 'fizz' WHEN 1 THEN NULL ELSE CAST(id AS STRING) END AS f FROM range(100, 110);
SELECT CASE id % 4 WHEN 0 THEN 'a long text of more than twelve bytes' WHEN 1 THEN 'short' WHEN 2 THEN NULL ELSE '' END AS text, count(*) FROM range(1000) GROUP BY 1;
SELECT sum(CASE WHEN id % 2 = 0 THEN id ELSE -id END), sum(IF(id % 5 = 0, 1, 0)), count(CASE WHEN id > 900 THEN 1 END) FROM range(1000);
SELECT nanvl(CAST('NaN' AS DOUBLE), 1.5), nanvl(2.5D, 1.5D);
