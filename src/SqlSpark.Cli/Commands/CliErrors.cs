using SqlSpark.Core.Errors;

namespace SqlSpark.Cli.Commands;

/// <summary>The user errors that commands raise.</summary>
internal static class CliErrors
{
    /// <summary><c>PATH_NOT_FOUND</c>, 42K03.</summary>
    public static SqlSparkException PathNotFound(string path) => SqlSparkException.Create("PATH_NOT_FOUND", null, ("path", path));
}
