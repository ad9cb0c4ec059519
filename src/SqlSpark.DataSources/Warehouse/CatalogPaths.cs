using System.Security.Cryptography;
using System.Text;
using SqlSpark.Catalyst.Catalog;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>
/// Where a catalog keeps what: <c>databases/sales.json</c>, <c>tables/sales/orders.json</c> (views too), <c>functions/sales/f.json</c>, and beside them the files of those who change it. Characters other than
/// letters a to z, digits, <c>_</c> and <c>-</c> are written as <c>%</c> and two digits for each byte of their UTF-8; of a long name stand its beginning and a hash.
/// </summary>
/// <param name="warehouse">The folder of the warehouse.</param>
internal sealed class CatalogPaths(string warehouse)
{
    /// <summary>The name of the catalog's folder. No table or database has it, for want of hyphens in their names, and listings leave it out.</summary>
    public const string FolderName = "_sqlspark-catalog";

    private const string Extension = ".json";
    private const int MaxEscapedLength = 150;
    private const char HashMark = '~';

    /// <summary>The folder of the catalog.</summary>
    public string Root { get; } = Path.Combine(warehouse, FolderName);

    /// <summary>The file whose lock is the right to change the catalog.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>The file that grows with each change.</summary>
    public string Changes => Path.Combine(Root, "changes");

    /// <summary>Where a file is written before it gets its place. Only the holder of the lock writes.</summary>
    public string Draft => Path.Combine(Root, "draft");

    /// <summary>The file that is there while a table is renamed.</summary>
    public string Renaming => Path.Combine(Root, "renaming.json");

    /// <summary>The folder of claims.</summary>
    public string Claims => Path.Combine(Root, "claims");

    /// <summary>The file of a claim of a table's folder.</summary>
    public string ClaimOf(string folder) => Path.Combine(Claims, Hash(folder));

    /// <summary>The file of an object.</summary>
    public string FileOf(CatalogKey key) => Path.Combine(FolderOf(key.Kind, key.Database), Escaped(key.Kind == CatalogKind.Database ? key.Database : key.Name) + Extension);

    /// <summary>The folder of the files of a kind.</summary>
    public string FolderOf(CatalogKind kind, string database) => kind switch
    {
        CatalogKind.Database => Path.Combine(Root, "databases"),
        CatalogKind.Relation => Path.Combine(Root, "tables", Escaped(database)),
        _ => Path.Combine(Root, "functions", Escaped(database)),
    };

    /// <summary>The names of the files of objects.</summary>
    public const string FilePattern = "*.json";

    /// <summary>The name of the object that a file is about; null where only its content tells.</summary>
    public static string? NameOf(string path)
    {
        var escaped = Path.GetFileNameWithoutExtension(path);
        return escaped.Contains(HashMark, StringComparison.Ordinal) ? null : Uri.UnescapeDataString(escaped);
    }

    private static string Escaped(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterLower((char)unit) || char.IsAsciiDigit((char)unit) || unit is (byte)'_' or (byte)'-')
                escaped.Append((char)unit);
            else
                escaped.Append('%').Append(Convert.ToHexString([unit]));
        }

        return escaped.Length <= MaxEscapedLength ? escaped.ToString() : $"{escaped.ToString(0, MaxEscapedLength / 2)}{HashMark}{Hash(name)}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
