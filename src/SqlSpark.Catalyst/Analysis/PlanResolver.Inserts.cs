using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>INSERT: the columns of the query become those of the table.</content>
internal sealed partial class PlanResolver
{
    /// <summary>
    /// Columns of the query go to those of the table by position, by the list of columns, or by name; columns that it does not give are NULL. Values are cast as
    /// <c>spark.sql.storeAssignmentPolicy</c> allows. Spark: <c>PreprocessTableInsertion</c>, <c>TableOutputResolver</c>.
    /// </summary>
    private InsertInto ResolveInsert(InsertInto insert, QueryScope scope)
    {
        if (Context.Catalog.FindTempView(insert.Name) is { } view)
            throw AnalysisErrors.InsertIntoView(view.Name);
        if (Context.Catalog.FindView(insert.Name) is { } stored)
            throw AnalysisErrors.InsertIntoView(stored.Name);
        var table = Context.Catalog.FindTable(insert.Name) ?? throw AnalysisErrors.RelationNotFound(insert.Name);
        if (table.Definition is not { } definition)
            throw AnalysisErrors.InsertNotAllowed(table.Name);
        var fields = definition.Schema.Fields;
        if (insert.Partition.FirstOrDefault(pair => pair.Value is { } value && IsDefaultWord(value)).Key is not null)
            throw AnalysisErrors.DefaultInPartition();
        var fixedValues = FixedValues(insert, table, definition);
        var query = Resolve(WithDefaults(insert.Query, ExpectedFields(insert, fields, fixedValues)), scope);
        var given = GivenColumns(insert, table, definition, query, fixedValues);
        var list = new Expression[fields.Count];
        for (var i = 0; i < list.Length; i++)
        {
            var value = fixedValues.GetValueOrDefault(fields[i].Name) ?? (given[i] >= 0 ? query.Output[given[i]] : DefaultOf(fields[i]));
            list[i] = new Alias(Stored(value, fields[i], table), fields[i].Name);
        }

        return insert with
        {
            Query = Analyzed(new Project(EquatableArray.Create<Expression>(list), query)),
            Partition = definition.PartitionColumns
                .Where(fixedValues.ContainsKey)
                .Select(column => new KeyValuePair<string, Expression?>(column, fixedValues[column]))
                .ToEquatableArray(),
        };
    }

    /// <summary>The columns that the query gives by position, in its order, as far as they are known before it is resolved.</summary>
    private List<StructField> ExpectedFields(InsertInto insert, EquatableArray<StructField> fields, Dictionary<string, Expression> fixedValues) =>
        insert.Columns.IsEmpty
            ? [.. fields.Where(field => !fixedValues.ContainsKey(field.Name))]
            : [.. insert.Columns.Select(name => fields.FirstOrDefault(field => Names.Equals(field.Name, name)) ?? new StructField(name, VoidType.Instance))];

    /// <summary>The values of PARTITION by the names of their columns.</summary>
    private Dictionary<string, Expression> FixedValues(InsertInto insert, CatalogTable table, TableDefinition definition)
    {
        var values = new Dictionary<string, Expression>(Names);
        foreach (var (written, value) in insert.Partition)
        {
            var name = definition.PartitionColumns.FirstOrDefault(column => Names.Equals(column, written)) ?? throw AnalysisErrors.NonPartitionColumn(written);
            if (value is null)
                continue;
            if (!values.TryAdd(name, PartitionValueOf(ResolverOver([], QueryScope.Root).Resolve(value), definition.Schema.Fields.First(f => f.Name == name).DataType)))
                throw AnalysisErrors.ColumnAlreadyExists(name);
        }

        return values;
    }

    /// <summary>A value of PARTITION is a text that is cast to the column's type, whatever it was written as. Spark: <c>convertStaticPartitions</c>.</summary>
    private Expression PartitionValueOf(Expression value, DataType type) =>
        value.DataType.EqualsIgnoringNullability(type) ? value : new Cast(new Cast(value, StringType.Instance, EvalMode.Ansi, Types.TimeZone), type, EvalMode.Ansi, Types.TimeZone);

    /// <summary>For each column of the table the query's column that it takes, or -1.</summary>
    private int[] GivenColumns(InsertInto insert, CatalogTable table, TableDefinition definition, LogicalPlan query, Dictionary<string, Expression> fixedValues)
    {
        var fields = definition.Schema.Fields;
        var wanted = Enumerable.Range(0, fields.Count).Where(i => !fixedValues.ContainsKey(fields[i].Name)).ToList();
        if (insert.IsByName)
            return ByName(table, definition, query, wanted);
        if (!insert.Columns.IsEmpty)
        {
            var listed = new List<int>();
            foreach (var name in insert.Columns)
            {
                var ordinal = wanted.FindIndex(i => Names.Equals(fields[i].Name, name));
                if (ordinal < 0)
                    throw AnalysisErrors.UnresolvedInsertColumn(name, fields.Select(f => f.Name));
                if (listed.Contains(wanted[ordinal]))
                    throw AnalysisErrors.ColumnAlreadyExists(name);
                listed.Add(wanted[ordinal]);
            }

            wanted = listed;
        }

        if (wanted.Count != query.Output.Count)
            throw AnalysisErrors.InsertColumnCount(table.Name, wanted.Select(i => fields[i].Name), query, isTooMany: query.Output.Count > wanted.Count);
        var given = new int[fields.Count];
        Array.Fill(given, -1);
        for (var i = 0; i < wanted.Count; i++)
            given[wanted[i]] = i;
        return given;
    }

    private int[] ByName(CatalogTable table, TableDefinition definition, LogicalPlan query, List<int> wanted)
    {
        var fields = definition.Schema.Fields;
        var given = new int[fields.Count];
        Array.Fill(given, -1);
        var extra = new List<string>();
        for (var i = 0; i < query.Output.Count; i++)
        {
            var name = query.Output[i].Name;
            var ordinal = wanted.FindIndex(w => Names.Equals(fields[w].Name, name));
            if (ordinal < 0)
                extra.Add(name);
            else if (given[wanted[ordinal]] >= 0)
                throw AnalysisErrors.AmbiguousInsertColumn(table.Name, name);
            else
                given[wanted[ordinal]] = i;
        }

        return extra.Count == 0 ? given : throw AnalysisErrors.ExtraInsertColumns(table.Name, extra);
    }

    /// <summary>A value in the type of the column that it is stored in.</summary>
    private Expression Stored(Expression value, StructField field, CatalogTable table)
    {
        if (value.DataType.EqualsIgnoringNullability(field.DataType))
            return value;
        var policy = Context.Conf.Get(SqlConf.StoreAssignmentPolicy);
        var isAllowed = policy switch
        {
            StoreAssignmentPolicy.Strict => CastRules.CanUpCast(value.DataType, field.DataType),
            StoreAssignmentPolicy.Legacy => CastRules.CanCast(value.DataType, field.DataType, EvalMode.Legacy),
            _ => value.DataType is VoidType || CastRules.CanStoreAssign(value.DataType, field.DataType),
        };
        return isAllowed
            ? new Cast(value, field.DataType, policy == StoreAssignmentPolicy.Legacy ? EvalMode.Legacy : EvalMode.Ansi, Types.TimeZone, IsImplicit: true)
            : throw AnalysisErrors.CannotStore(table.Name, field, value.DataType);
    }
}
