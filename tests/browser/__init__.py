import shutil

CHROMIUM = shutil.which("chromium")
