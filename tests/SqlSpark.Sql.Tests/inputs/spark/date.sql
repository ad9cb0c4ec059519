--MATRIX few
-- From Spark 4.1's golden test date.sql (Apache License 2.0).

create temporary view date_view as select '2011-11-11' date_str, '1' int_str;

select date '2019-01-01\t';

select date '2020-01-01中文';

select date'015';

select date'2021-4294967297-11';

select current_date = current_date;

select current_date() = current_date();

select curdate(1);

select date_add(date'2011-11-11', 1);

select date_add('2011-11-11', 1);

select date_add('2011-11-11', 1Y);

select date_add('2011-11-11', 1S);

select date_add('2011-11-11', '1');

select date_add('2011-11-11', '1.2');

select date_add(null, 1);

select date_add(date'2011-11-11', null);

select date_add(timestamp_ntz'2011-11-11 12:12:12', 1);

select date_sub(date'2011-11-11', 1);

select date_sub('2011-11-11', 1);

select date_sub('2011-11-11', 1Y);

select date_sub('2011-11-11', 1S);

select date_sub(date'2011-11-11', '1');

select date_sub(date'2011-11-11', '1.2');

select date_sub(null, 1);

select date_sub(date'2011-11-11', null);

select date_sub(timestamp_ntz'2011-11-11 12:12:12', 1);

select date_add('2011-11-11', int_str) from date_view;

select date_sub('2011-11-11', int_str) from date_view;

select date_add(date_str, 1) from date_view;

select date_sub(date_str, 1) from date_view;

select date '2001-09-28' + 7Y;

select 7S + date '2001-09-28';

select date '2001-10-01' - 7;
