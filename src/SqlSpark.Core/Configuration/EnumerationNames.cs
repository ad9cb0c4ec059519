using System.Collections.Immutable;
using System.Text;

namespace SqlSpark.Core.Configuration;

/// <summary>The names that configuration texts use for the members of an enumeration: <c>LAST_WIN</c> for <c>LastWin</c>.</summary>
internal static class EnumerationNames<T>
    where T : struct, Enum
{
    private static readonly T[] Members = Enum.GetValues<T>();

    /// <summary>The names in the order of the members.</summary>
    internal static ImmutableArray<string> All { get; } = [.. Array.ConvertAll(Members, static member => ToCapitals(member.ToString()))];

    internal static string Of(T member) => All[Array.IndexOf(Members, member)];

    internal static bool TryFind(string name, out T member)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (name.Equals(All[i], StringComparison.OrdinalIgnoreCase))
            {
                member = Members[i];
                return true;
            }
        }

        member = default;
        return false;
    }

    private static string ToCapitals(string pascalCase)
    {
        if (pascalCase == nameof(BinaryOutputStyle.Utf8))
            return "UTF-8";
        var capitals = new StringBuilder(pascalCase.Length + 2);
        foreach (var character in pascalCase)
        {
            if (char.IsAsciiLetterUpper(character) && capitals.Length > 0)
                capitals.Append('_');
            capitals.Append(char.ToUpperInvariant(character));
        }

        return capitals.ToString();
    }
}
