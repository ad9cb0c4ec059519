--MATRIX few
-- From Spark 4.1's golden test ilike.sql (Apache License 2.0).

select null ilike 'a';

select null ilike null;

select 'a' ilike 'b';

select 'a' ilike 'A';

select 'a_%b' ilike 'a\\__b';

select 'a\nb' ilike 'a_B';

select 'A' ilike '';

select 'a\u20ACA' ilike '_\u20AC_';

select 'a€AA' ilike '_\u20AC_a';

select 'ЀЁЂѺΏỀ' ilike 'ѐёђѻώề';

-- From Spark 4.1's golden test like-any.sql (Apache License 2.0).

CREATE OR REPLACE TEMPORARY VIEW like_any_table AS SELECT * FROM (VALUES
  ('google', '%oo%'),
  ('facebook', '%oo%'),
  ('linkedin', '%in'))
  as t1(company, pat);

SELECT company FROM like_any_table WHERE company LIKE ANY ('%oo%', '%in', 'fa%');

SELECT company FROM like_any_table WHERE company LIKE ANY ('microsoft', '%yoo%');

select
    company,
    CASE
        WHEN company LIKE ANY ('%oo%', '%in', 'fa%') THEN 'Y'
        ELSE 'N'
    END AS is_available,
    CASE
        WHEN company LIKE ANY ('%oo%', 'fa%') OR company LIKE ANY ('%in', 'ms%') THEN 'Y'
        ELSE 'N'
    END AS mix
FROM like_any_table;

SELECT company FROM like_any_table WHERE company LIKE ANY ('%zz%', pat);

SELECT company FROM like_any_table WHERE company NOT LIKE ANY ('%oo%', '%in', 'fa%');

SELECT company FROM like_any_table WHERE company NOT LIKE ANY ('microsoft', '%yoo%');

SELECT company FROM like_any_table WHERE company NOT LIKE ANY ('%oo%', 'fa%');

SELECT company FROM like_any_table WHERE NOT company LIKE ANY ('%oo%', 'fa%');

SELECT company FROM like_any_table WHERE company LIKE ANY ('%oo%', NULL);

SELECT company FROM like_any_table WHERE company NOT LIKE ANY ('%oo%', NULL);

SELECT company FROM like_any_table WHERE company LIKE ANY (NULL, NULL);

SELECT company FROM like_any_table WHERE company NOT LIKE ANY (NULL, NULL);
