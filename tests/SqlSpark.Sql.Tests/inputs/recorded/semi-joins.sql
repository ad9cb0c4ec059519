-- Semi and anti joins that move under projections, windows and generators, and inner joins that only test.

CREATE OR REPLACE TEMPORARY VIEW l AS SELECT * FROM VALUES (1, 10), (1, 11), (2, 20), (3, NULL), (NULL, 40), (NULL, 41) AS l(k, v);

CREATE OR REPLACE TEMPORARY VIEW r AS SELECT * FROM VALUES (1, 'a'), (1, 'b'), (3, 'c'), (NULL, 'd') AS r(k, w);

SELECT x, s FROM (SELECT k AS x, v + 1 AS s FROM l) WHERE x IN (SELECT k FROM r);

SELECT x, s FROM (SELECT k AS x, v + 1 AS s FROM l) AS t WHERE NOT EXISTS (SELECT 1 FROM r WHERE r.k = t.x);

-- a NULL on the right side: NOT IN is TRUE for no row
SELECT x, s FROM (SELECT k AS x, v + 1 AS s FROM l) WHERE x NOT IN (SELECT k FROM r);

-- without it: rows with a NULL do not come out
SELECT k, n FROM (SELECT k, count(*) OVER (PARTITION BY k) AS n FROM l) WHERE k NOT IN (SELECT k FROM r WHERE w <> 'd');

SELECT k, n FROM (SELECT k, count(*) OVER (PARTITION BY k) AS n FROM l) AS t WHERE EXISTS (SELECT 1 FROM r WHERE r.k <=> t.k);

-- partitions would not stay whole
SELECT k, v, n FROM (SELECT k, v, count(*) OVER (PARTITION BY k) AS n FROM l) WHERE v IN (SELECT 10 * k FROM r);

-- 0.0 and -0.0 are one partition
SELECT d, n FROM (SELECT d, count(*) OVER (PARTITION BY d) AS n FROM VALUES (0.0D), (-0.0D), (1.0D) AS t(d)) AS t WHERE EXISTS (SELECT 1 FROM r WHERE CAST(t.d AS STRING) = concat('-0.', CAST(r.k - 1 AS STRING)));

SELECT k, e FROM (SELECT k, explode(array(v, k)) AS e FROM l) WHERE k IN (SELECT k FROM r);

SELECT DISTINCT l.k FROM l JOIN r ON l.k = r.k;

SELECT DISTINCT r.k, r.w FROM l JOIN r ON l.k <=> r.k;

SELECT l.k, max(l.v), count(DISTINCT l.v) FROM l JOIN r ON l.k = r.k GROUP BY l.k;

-- each pair counts
SELECT l.k, sum(l.v), count(*) FROM l JOIN r ON l.k = r.k GROUP BY l.k;

SELECT max(l.v) FROM l CROSS JOIN r;

SELECT max(l.v) FROM l CROSS JOIN (SELECT * FROM r WHERE w = 'z');

SELECT k, v FROM l WHERE k IN (SELECT r.k FROM r JOIN VALUES ('a'), ('a'), ('c') AS s(w) ON r.w = s.w);

SELECT k, v FROM l WHERE k NOT IN (SELECT r.k FROM r JOIN VALUES ('d'), ('d') AS s(w) ON r.w = s.w);

-- A key that is computed of another key of the same row: what is inferred for one is not inferred for the other again and again.
CREATE TABLE flags USING parquet AS SELECT * FROM VALUES (true), (false), (NULL) AS t(a);
CREATE TABLE marks USING parquet AS SELECT * FROM VALUES (true), (false), (NULL) AS t(b);
SELECT * FROM flags WHERE a IS NOT NULL AND a IN (SELECT nullif(b, b) FROM marks WHERE a = b);
SELECT flags.a, s.c FROM flags JOIN (SELECT b, if(b, b, NOT b) AS c FROM marks) AS s ON flags.a = s.b AND flags.a = s.c WHERE flags.a IS NOT NULL ORDER BY a;
