from t |> select a, b as c |> where c > 1 |> limit 5;
table t |> extend a + 1 as b, c |> set a = 1, b = c + 1 |> drop a, b |> as u |> select u.*;
select 1 as a |> where a = 1;
values (1), (2) as t(a) |> aggregate sum(a) as s group by a as k, b;
table t |> aggregate count(*);
table t |> aggregate group by a, b;
table t |> aggregate sum(a) group by rollup(a, b);
table t |> order by a desc nulls last |> limit 5 offset 2 |> offset 1;
table t |> sort by a |> distribute by b |> cluster by c;
table t |> join u on t.a = u.a |> left join v using (b) |> cross join w |> natural join x;
table t |> join lateral (select a) l;
table t |> union all table u |> except (select 1) |> intersect values (1) |> minus distinct select 2;
table t |> tablesample (10 percent) repeatable (3);
table t |> pivot (sum(a) for b in (1, 2)) |> unpivot (v for n in (x, y));
table t |> select a, sum(b) over w from_alias window w as (partition by c);
(from t |> select a) union all (table u |> where b);
with c as (from t |> where a) from c |> select *;
select (from t |> aggregate max(a)) as m from u;
from t |> where exists (from u |> where u.a = t.a)
