using System.Text;
using SqlSpark.Core.Collections;

namespace SqlSpark.Sql.Differential;

/// <summary>A query and its tables.</summary>
internal sealed record RandomCase(EquatableArray<RandomTable> Tables, Query Query)
{
    /// <summary>A script that shows the case on one side.</summary>
    public string Script(Dialect dialect)
    {
        var text = new StringBuilder();
        foreach (var table in Tables)
            text.Append(table.Create(dialect)).Append(";\n");
        return text.Append(Query.In(dialect)).Append(";\n").ToString();
    }
}
