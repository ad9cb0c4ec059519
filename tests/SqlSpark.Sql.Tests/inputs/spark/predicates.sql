--MATRIX few
-- From Spark 4.1's golden test predicate-functions.sql (Apache License 2.0).

select not true;

select ! true;

select not null::boolean;

select true and false;

select false and true;

select false and false;

select true and null::boolean;

select null::boolean and true;

select null::boolean and false;

select null::boolean and null::boolean;

select true or true;

select true or false;

select false or false;

select true or null::boolean;

select false or null::boolean;

select null::boolean or true;

select null::boolean or null::boolean;

select 1 = 1;

select 1 = '1';

select 1.0 = '1';

select 1.5 = '1.51';

select 2 > '1.0';

select 2 > '2.0';

select 2 > '2.2';

select '1.5' > 0.5;

select 2 >= '1.0';

select 2 >= '2.0';

select 2.0 >= '2.2';

select '1.5' >= 0.5;

select 2 < '1.0';

select 2 < '2.0';

select 2.0 < '2.2';

select 0.5 < '1.5';

select 1 <= '1';

select 2 <= '2.0';

select 2.0 <= '2.2';

select 0.5 <= '1.5';

select 1 in (1, 2, 3);

select 1 in (1.0, 2.0, 3.0);

select 1 in (1.0, 2.0, 3.0, null);

select 1 in ('2', '3', '4');

select 1 in ('2', '3', '4', null);

select null in (1, 2, 3);

select 1 not in (1, 2, 3);

select 1 not in (1, 2, 3, null);

select 1 not in (1.0, 2.0, 3.0);

select 1 not in (1.0, 2.0, 3.0, null);

select 1 not in ('2', '3', '4', null);

select null not in (1, 2, 3);

select null not in (1, 2, null);
