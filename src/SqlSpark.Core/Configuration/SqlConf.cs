using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.Core.Configuration;

/// <summary>
/// Every configuration key: Spark's (<c>spark.sql.*</c>) that this engine reads or that programs commonly set, and its
/// own (<c>sqlspark.*</c>). The keys are declared by topic in the parts of this class.
/// </summary>
public static partial class SqlConf
{
    private static readonly Dictionary<string, ConfigEntry> ByKey;

    // An explicit static constructor runs after the field initializers of all parts, whatever their order.
    static SqlConf()
    {
        ByKey = Declarations.ByKey();
        All = Declarations.Sorted();
    }

    /// <summary>All entries, ordered by key.</summary>
    public static ImmutableArray<ConfigEntry> All { get; }

    /// <summary>Finds an entry by its key or by one of its alternative keys.</summary>
    public static bool TryFind(string key, [NotNullWhen(true)] out ConfigEntry? entry) => ByKey.TryGetValue(key, out entry);

    private static ConfigEntry<T> Add<T>(ConfigEntry<T> entry)
    {
        Declarations.Entries.Add(entry);
        return entry;
    }

    private static ConfigEntry<bool> Flag(string key, bool defaultValue, string version, string doc) =>
        Add(new ConfigEntry<bool>(key, ConfigValueForms.Boolean, defaultValue, version, doc));

    private static ConfigEntry<bool> LegacyFlag(string key, bool defaultValue, string version, string doc) =>
        Add(new ConfigEntry<bool>(key, ConfigValueForms.Boolean, defaultValue, version, doc) { IsInternal = true });

    private static ConfigEntry<int> Int(string key, int defaultValue, string version, string doc) =>
        Add(new ConfigEntry<int>(key, ConfigValueForms.Int, defaultValue, version, doc));

    private static ConfigEntry<int> PositiveInt(string key, int defaultValue, string version, string doc) =>
        Add(new ConfigEntry<int>(key, ConfigValueForms.Int, defaultValue, version, doc) { Requirement = Declarations.IsPositive });

    private static ConfigEntry<long> Bytes(string key, long defaultValue, string version, string doc) =>
        Add(new ConfigEntry<long>(key, ConfigValueForms.Bytes, defaultValue, version, doc));

    private static ConfigEntry<string?> Text(string key, string? defaultValue, string version, string doc) =>
        Add(new ConfigEntry<string?>(key, ConfigValueForms.Text, defaultValue, version, doc));

    private static ConfigEntry<T> Choice<T>(string key, T defaultValue, string version, string doc, bool isInternal = false)
        where T : struct, Enum =>
        Add(new ConfigEntry<T>(key, ConfigValueForms.Enumeration<T>(), defaultValue, version, doc)
        {
            IsInternal = isInternal,
        });

    /// <summary>Collects the entries while the fields of the parts are initialized; a class of its own, so that it is initialized first.</summary>
    private static class Declarations
    {
        internal static readonly ConfigRequirement<int> IsPositive = ConfigRequirement<int>.Of("It must be greater than 0.", static value => value > 0);

        internal static readonly List<ConfigEntry> Entries = new(256);

        internal static Dictionary<string, ConfigEntry> ByKey()
        {
            var byKey = new Dictionary<string, ConfigEntry>(Entries.Count * 2, StringComparer.Ordinal);
            foreach (var entry in Entries)
            {
                byKey.Add(entry.Key, entry);
                foreach (var alternative in entry.Alternatives)
                    byKey.Add(alternative, entry);
            }

            return byKey;
        }

        internal static ImmutableArray<ConfigEntry> Sorted()
        {
            Entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
            for (var i = 0; i < Entries.Count; i++)
                Entries[i].Index = i;
            return [.. Entries];
        }
    }
}
