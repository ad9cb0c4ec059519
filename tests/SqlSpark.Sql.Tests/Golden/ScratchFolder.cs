namespace SqlSpark.Sql.Golden;

/// <summary>A folder that one run of a golden file may write to; the warehouse is in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Mark = "{scratch}";

    private readonly string _path = Directory.CreateTempSubdirectory("sqlspark-golden").FullName;

    /// <summary>What sessions must know.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => [new("spark.sql.warehouse.dir", Path.Combine(_path, "warehouse"))];

    /// <summary>A statement with the folder in the place of the mark.</summary>
    public string Reveal(string sql) => sql.Replace(Mark, _path, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
