using System.Globalization;

namespace SqlSpark.Core.Configuration;

/// <summary>Reads Spark's master strings for one machine: <c>local</c>, <c>local[4]</c>, <c>local[*]</c>, <c>local[4,3]</c>.</summary>
public static class LocalMaster
{
    /// <summary>Reads a master string.</summary>
    /// <param name="master">The text.</param>
    /// <param name="taskCount">How many tasks run at a time; null for one per core.</param>
    /// <param name="maxFailures">How often a task may fail before its job fails.</param>
    /// <returns>False for another form.</returns>
    public static bool TryParse(string master, out int? taskCount, out int maxFailures)
    {
        (taskCount, maxFailures) = (1, 1);
        if (master == "local")
            return true;
        if (!master.StartsWith("local[", StringComparison.Ordinal) || !master.EndsWith(']'))
            return false;
        var arguments = master.AsSpan(6, master.Length - 7);
        var comma = arguments.IndexOf(',');
        var tasks = (comma < 0 ? arguments : arguments[..comma]).Trim();
        if (tasks is "*")
            taskCount = null;
        else if (TryParsePositive(tasks, out var count))
            taskCount = count;
        else
            return false;
        return comma < 0 || TryParsePositive(arguments[(comma + 1)..].Trim(), out maxFailures);
    }

    internal static bool IsValid(string master) => TryParse(master, out _, out _);

    private static bool TryParsePositive(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;
}
