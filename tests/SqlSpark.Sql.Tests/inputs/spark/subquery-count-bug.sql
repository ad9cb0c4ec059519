-- From Spark 4.1's golden tests exists-count-bug.sql, in-count-bug.sql and nested-scalar-subquery-count-bug.sql; views are temporary here (Apache License 2.0).

CREATE OR REPLACE TEMPORARY VIEW t1(c1, c2) as values (0, 1), (1, 2);

CREATE OR REPLACE TEMPORARY VIEW t2(c1, c2) as values (0, 2), (0, 3);

CREATE OR REPLACE TEMPORARY VIEW t3(c1, c2) as values (0, 3), (1, 4), (2, 5);

select * from t1 where exists (select count(*) from t2 where t2.c1 = t1.c1);

select * from t1 where not exists (select count(*) from t2 where t2.c1 = t1.c1);

select *, exists (select count(*) from t2 where t2.c1 = t1.c1) from t1;

select *, not exists (select count(*) from t2 where t2.c1 = t1.c1) from t1;

select * from t1 where
 exists(select count(*) + 1 from t2 where t2.c1 = t1.c1) OR
 not exists (select count(*) - 1 from t2 where t2.c1 = t1.c1);

select * from t1 where
 (exists(select count(*) + 1 from t2 where t2.c1 = t1.c1) OR
 not exists(select count(*) - 1 from t2 where t2.c1 = t1.c1)) AND
 exists(select count(*) from t2 where t2.c1 = t1.c2);

select * from t1 where exists (select count(*) from t2 where t1.c1 = 100);

set spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled = true;

select * from t1 where exists (select count(*) from t2 where t2.c1 = t1.c1);

select * from t1 where not exists (select count(*) from t2 where t2.c1 = t1.c1);

select *, exists (select count(*) from t2 where t2.c1 = t1.c1) from t1;

select *, not exists (select count(*) from t2 where t2.c1 = t1.c1) from t1;

select * from t1 where
 exists(select count(*) + 1 from t2 where t2.c1 = t1.c1) OR
 not exists (select count(*) - 1 from t2 where t2.c1 = t1.c1);

select * from t1 where exists (select count(*) from t2 where t1.c1 = 100);

set spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled = false;

CREATE OR REPLACE TEMPORARY VIEW t1(c1, c2) as values (0, 1), (1, 2);

CREATE OR REPLACE TEMPORARY VIEW t2(c1, c2) as values (0, 2), (0, 3);

CREATE OR REPLACE TEMPORARY VIEW t3(c1, c2) as values (0, 3), (1, 4), (2, 5);

select * from t1 where c1 in (select count(*) + 1 from t2 where t2.c1 = t1.c1);

select *, c1 in (select count(*) + 1 from t2 where t2.c1 = t1.c1)
from t1;

select *, c1 not in (select count(*) + 1 from t2 where t2.c1 = t1.c1)
from t1;

select * from t1 where
 c1 in (select count(*) + 1 from t2 where t2.c1 = t1.c1) OR
 c2 in (select count(*) - 1 from t2 where t2.c1 = t1.c1);

select * from t1 where
 (c1 in (select count(*) + 1 from t2 where t2.c1 = t1.c1) OR
 c2 in (select count(*) - 1 from t2 where t2.c1 = t1.c1)) AND
 c1 NOT in (select count(*) from t2 where t2.c1 = t1.c2);

select * from t1 where c1 in (select 1 from t2 where t2.c1 = t1.c1 having count(*) = 0);

select * from t1 where c1 not in (select 1 from t2 where t2.c1 = t1.c1 having count(*) = 0);

select * from t1 where c1 in (select count(*) from t1 join t3 using (c1) where t3.c1 = t1.c2);

select * from t1 where c1 not in (select count(*) + 1 from t1 join t3 using (c1) where t3.c1 = t1.c2);

set spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled = true;

select * from t1 where c1 in (select count(*) + 1 from t2 where t2.c1 = t1.c1);

select *, c1 in (select count(*) + 1 from t2 where t2.c1 = t1.c1)
from t1;

select *, c1 not in (select count(*) + 1 from t2 where t2.c1 = t1.c1)
from t1;

select * from t1 where c1 in (select 1 from t2 where t2.c1 = t1.c1 having count(*) = 0);

select * from t1 where c1 not in (select 1 from t2 where t2.c1 = t1.c1 having count(*) = 0);

select * from t1 where c1 in (select count(*) from t1 join t3 using (c1) where t3.c1 = t1.c2);

select * from t1 where c1 not in (select count(*) + 1 from t1 join t3 using (c1) where t3.c1 = t1.c2);

set spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled = false;

CREATE OR REPLACE TEMPORARY VIEW t1(a1, a2) as values (0, 1), (1, 2);

CREATE OR REPLACE TEMPORARY VIEW t2(b1, b2) as values (0, 2), (0, 3);

CREATE OR REPLACE TEMPORARY VIEW t3(c1, c2) as values (0, 2), (0, 3);

set spark.sql.optimizer.decorrelateInnerQuery.enabled=true;

set spark.sql.legacy.scalarSubqueryCountBugBehavior=false;

select ( select sum(cnt) from (select count(*) cnt from t2 where t1.a1 = t2.b1) ) a from t1 order by a desc;

select ( select count(*) from (select count(*) cnt from t2 where t1.a1 = t2.b1) ) a from t1 order by a desc;

select (
  select SUM(l.cnt + r.cnt)
  from (select count(*) cnt from t2 where t1.a1 = t2.b1 having cnt = 0) l
  join (select count(*) cnt from t3 where t1.a1 = t3.c1 having cnt = 0) r
  on l.cnt = r.cnt
) a from t1 order by a desc;

select (
  select sum(l.cnt + r.cnt)
  from (select count(*) cnt from t2 where t1.a1 = t2.b1) l
  join (select count(*) cnt from t3 where t1.a1 = t3.c1) r
  on l.cnt = r.cnt
) a from t1 order by a desc;

reset spark.sql.optimizer.decorrelateInnerQuery.enabled;

reset spark.sql.legacy.scalarSubqueryCountBugBehavior;
